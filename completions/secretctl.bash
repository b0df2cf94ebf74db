#!/bin/bash

__secretctl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__secretctl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__secretctl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__secretctl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_secretctl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(-h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    keys|send|stake|tx|validator|gov|grant|contract|token|query|node|devnet|network|enclave|explain|completions|version|help)
        # Offer subcommand argument completions
        "_secretctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'keys send stake tx validator gov grant contract token query node devnet network enclave explain completions version help' -- "${cur}"))
        ;;
    esac
}

_secretctl_keys() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|recover|import|export|list|show|inspect|rename|delete|passwd|multisig|encryption-key)
        # Offer subcommand argument completions
        "_secretctl_keys_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add recover import export list show inspect rename delete passwd multisig encryption-key' -- "${cur}"))
        ;;
    esac
}

_secretctl_keys_add() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--words --coin-type --account --index --bip39-passphrase-file --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--words')
        return
        ;;
    '--coin-type')
        return
        ;;
    '--account')
        return
        ;;
    '--index')
        return
        ;;
    '--bip39-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_recover() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--mnemonic-file --coin-type --account --index --bip39-passphrase-file --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--mnemonic-file')
        __secretctl_add_completions -f
        return
        ;;
    '--coin-type')
        return
        ;;
    '--account')
        return
        ;;
    '--index')
        return
        ;;
    '--bip39-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_import() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--armor-file --armor-passphrase-file --hex-file --watch --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--armor-file')
        __secretctl_add_completions -f
        return
        ;;
    '--armor-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--hex-file')
        __secretctl_add_completions -f
        return
        ;;
    '--watch')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_export() {
    repeating_flags=()
    non_repeating_flags=(--hex --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--armor-passphrase-file --out --passphrase-file --passphrase-fd --confirm --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--armor-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_show() {
    repeating_flags=()
    non_repeating_flags=(--address --pubkey --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--bech --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--bech')
        __secretctl_add_completions -W 'acc'$'\n''val'$'\n''cons'
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_inspect() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--mnemonic-file --coin-type --account --index --bip39-passphrase-file --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--mnemonic-file')
        __secretctl_add_completions -f
        return
        ;;
    '--coin-type')
        return
        ;;
    '--account')
        return
        ;;
    '--index')
        return
        ;;
    '--bip39-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_rename() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_delete() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--confirm --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_passwd() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--new-passphrase-file --new-passphrase-fd --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--new-passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--new-passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_multisig() {
    repeating_flags=()
    non_repeating_flags=(--no-sort --nosort --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--keys --threshold --output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--keys')
        return
        ;;
    '--threshold')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_encryption-key() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    show|export|import|forget)
        # Offer subcommand argument completions
        "_secretctl_keys_encryption-key_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'show export import forget' -- "${cur}"))
        ;;
    esac
}

_secretctl_keys_encryption-key_show() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_encryption-key_export() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--out --node --chain-id --context --timeout --passphrase-file --passphrase-fd --confirm --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_keys_encryption-key_import() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --passphrase-file --passphrase-fd --confirm --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    2)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_keys_encryption-key_forget() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --passphrase-file --passphrase-fd --confirm --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_send() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --file --per-transaction --label --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--file')
        __secretctl_add_completions -f
        return
        ;;
    '--per-transaction')
        return
        ;;
    '--label')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    delegate|undelegate|redelegate|cancel-unbonding|claim|compound|rewards|auto|status)
        # Offer subcommand argument completions
        "_secretctl_stake_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'delegate undelegate redelegate cancel-unbonding claim compound rewards auto status' -- "${cur}"))
        ;;
    esac
}

_secretctl_stake_delegate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_undelegate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --validator --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to'|'--validator')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_redelegate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--src --dst --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--src')
        return
        ;;
    '--dst')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_cancel-unbonding() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--validator --to --height --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--validator'|'--to')
        return
        ;;
    '--height')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_claim() {
    repeating_flags=()
    non_repeating_flags=(--all --commission --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--validator --min --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--validator')
        return
        ;;
    '--min')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_compound() {
    repeating_flags=()
    non_repeating_flags=(--all --commission --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--validator --min --reserve --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--validator')
        return
        ;;
    '--min')
        return
        ;;
    '--reserve')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_rewards() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_auto() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    on|off|status)
        # Offer subcommand argument completions
        "_secretctl_stake_auto_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'on off status' -- "${cur}"))
        ;;
    esac
}

_secretctl_stake_auto_on() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--validator --to --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--validator'|'--to')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_auto_off() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--validator --to --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--validator'|'--to')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_auto_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_stake_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    build|explain|simulate|sign|combine|broadcast|batch|status|wait|resume|decode|encrypt|decrypt)
        # Offer subcommand argument completions
        "_secretctl_tx_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'build explain simulate sign combine broadcast batch status wait resume decode encrypt decrypt' -- "${cur}"))
        ;;
    esac
}

_secretctl_tx_build() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    send|delegate|undelegate|store|instantiate|execute|migrate|set-admin|clear-admin|batch)
        # Offer subcommand argument completions
        "_secretctl_tx_build_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'send delegate undelegate store instantiate execute migrate set-admin clear-admin batch' -- "${cur}"))
        ;;
    esac
}

_secretctl_tx_build_send() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --file --per-transaction --label --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--file')
        __secretctl_add_completions -f
        return
        ;;
    '--per-transaction')
        return
        ;;
    '--label')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_delegate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_undelegate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --validator --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to'|'--validator')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_store() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--source --builder --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--source')
        return
        ;;
    '--builder')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_tx_build_instantiate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--funds)
    non_repeating_options=(--msg --msg-file --label --admin --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--label')
        return
        ;;
    '--admin')
        return
        ;;
    '--funds')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_execute() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--funds)
    non_repeating_options=(--msg --msg-file --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--funds')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_migrate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--msg --msg-file --code-id --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--code-id')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_set-admin() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--admin --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--admin')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_clear-admin() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --confirm --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--confirm')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_build_batch() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--per-transaction --label --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--per-transaction')
        return
        ;;
    '--label')
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_tx_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_simulate() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_tx_sign() {
    repeating_flags=()
    non_repeating_flags=(--offline --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --mnemonic-file --coin-type --account --index --account-number --sequence --sign-mode --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--mnemonic-file')
        __secretctl_add_completions -f
        return
        ;;
    '--coin-type')
        return
        ;;
    '--account')
        return
        ;;
    '--index')
        return
        ;;
    '--account-number')
        return
        ;;
    '--sequence')
        return
        ;;
    '--sign-mode')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_combine() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_tx_broadcast() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--wait --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_batch() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--per-transaction --label --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--per-transaction')
        return
        ;;
    '--label')
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_tx_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_wait() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--seconds --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--seconds')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_resume() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--wait --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_decode() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_encrypt() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--msg-file --code-hash --io-pubkey --seed-file --from --nonce-hex --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--code-hash')
        return
        ;;
    '--io-pubkey')
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--nonce-hex')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_tx_decrypt() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--input-hex --what --io-pubkey --seed-file --from --nonce-hex --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--input-hex')
        return
        ;;
    '--what')
        return
        ;;
    '--io-pubkey')
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--nonce-hex')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_validator() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|edit|unjail|status|commission)
        # Offer subcommand argument completions
        "_secretctl_validator_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create edit unjail status commission' -- "${cur}"))
        ;;
    esac
}

_secretctl_validator_create() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--moniker --identity --website --security-contact --details --pubkey --node-home --node-rpc --self-delegation --min-self-delegation --commission --commission-max --commission-daily-max --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --confirm --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--moniker')
        return
        ;;
    '--identity')
        return
        ;;
    '--website')
        return
        ;;
    '--security-contact')
        return
        ;;
    '--details')
        return
        ;;
    '--pubkey')
        return
        ;;
    '--node-home')
        __secretctl_add_completions -d
        return
        ;;
    '--node-rpc')
        return
        ;;
    '--self-delegation')
        return
        ;;
    '--min-self-delegation')
        return
        ;;
    '--commission')
        return
        ;;
    '--commission-max')
        return
        ;;
    '--commission-daily-max')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--confirm')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_validator_edit() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--moniker --identity --website --security-contact --details --commission --min-self-delegation --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --confirm --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--moniker')
        return
        ;;
    '--identity')
        return
        ;;
    '--website')
        return
        ;;
    '--security-contact')
        return
        ;;
    '--details')
        return
        ;;
    '--commission')
        return
        ;;
    '--min-self-delegation')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--confirm')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_validator_unjail() {
    repeating_flags=()
    non_repeating_flags=(--when-safe --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--max-wait --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--max-wait')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_validator_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_validator_commission() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|tally|vote|deposit|submit)
        # Offer subcommand argument completions
        "_secretctl_gov_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show tally vote deposit submit' -- "${cur}"))
        ;;
    esac
}

_secretctl_gov_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--status --limit --voter --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--status')
        __secretctl_add_completions -W 'deposit'$'\n''voting'$'\n''passed'$'\n''rejected'$'\n''failed'
        return
        ;;
    '--limit')
        return
        ;;
    '--voter')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov_show() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--voter --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--voter')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov_tally() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov_vote() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--policy --min-time-left --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--policy')
        __secretctl_add_completions -f
        return
        ;;
    '--min-time-left')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov_deposit() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_gov_submit() {
    repeating_flags=()
    non_repeating_flags=(--expedited --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--title --summary --metadata --deposit --from --memo --gas --gas-price --fee --wait --grantor --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--title')
        return
        ;;
    '--summary')
        return
        ;;
    '--metadata')
        return
        ;;
    '--deposit')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--grantor')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_grant() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    cron|authz|feegrant)
        # Offer subcommand argument completions
        "_secretctl_grant_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'cron authz feegrant' -- "${cur}"))
        ;;
    esac
}

_secretctl_grant_cron() {
    repeating_flags=()
    non_repeating_flags=(--revoke --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--validator)
    non_repeating_options=(--for --max --fee-limit --expires --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--for')
        return
        ;;
    '--validator')
        return
        ;;
    '--max')
        return
        ;;
    '--fee-limit')
        return
        ;;
    '--expires')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_authz() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    give|revoke|list)
        # Offer subcommand argument completions
        "_secretctl_grant_authz_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'give revoke list' -- "${cur}"))
        ;;
    esac
}

_secretctl_grant_authz_give() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--validator --to)
    non_repeating_options=(--message --max --expires --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --confirm --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--message')
        return
        ;;
    '--validator')
        return
        ;;
    '--max')
        return
        ;;
    '--to')
        return
        ;;
    '--expires')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--confirm')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_authz_revoke() {
    repeating_flags=()
    non_repeating_flags=(--all --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--message)
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--message')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_authz_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_feegrant() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    give|revoke|list)
        # Offer subcommand argument completions
        "_secretctl_grant_feegrant_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'give revoke list' -- "${cur}"))
        ;;
    esac
}

_secretctl_grant_feegrant_give() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--message)
    non_repeating_options=(--limit --expires --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--limit')
        return
        ;;
    '--message')
        return
        ;;
    '--expires')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_feegrant_revoke() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_grant_feegrant_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    build|store|instantiate|execute|query|migrate|set-admin|clear-admin|info|list|code-hash|history)
        # Offer subcommand argument completions
        "_secretctl_contract_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'build store instantiate execute query migrate set-admin clear-admin info list code-hash history' -- "${cur}"))
        ;;
    esac
}

_secretctl_contract_build() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--out --interface --toolchain --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--interface')
        __secretctl_add_completions -W 'v1'$'\n''v0.10'
        return
        ;;
    '--toolchain')
        __secretctl_add_completions -d
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_store() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--source --builder --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--source')
        return
        ;;
    '--builder')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_contract_instantiate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--funds)
    non_repeating_options=(--msg --msg-file --label --admin --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--label')
        return
        ;;
    '--admin')
        return
        ;;
    '--funds')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_execute() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--funds)
    non_repeating_options=(--msg --msg-file --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--funds')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_query() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--msg --msg-file --code-hash --code-file --seed-file --from --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_migrate() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--msg --msg-file --code-id --code-hash --code-file --seed-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--msg')
        return
        ;;
    '--msg-file')
        __secretctl_add_completions -f
        return
        ;;
    '--code-id')
        return
        ;;
    '--code-hash')
        return
        ;;
    '--code-file')
        __secretctl_add_completions -f
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_set-admin() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--admin --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--admin')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_clear-admin() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --confirm --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--confirm')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_info() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_contract_code-hash() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_contract_history() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --seed-file --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--seed-file')
        __secretctl_add_completions -f
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    info|balance|transfer|send|history|deposit|redeem|viewing-key|permit)
        # Offer subcommand argument completions
        "_secretctl_token_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'info balance transfer send history deposit redeem viewing-key permit' -- "${cur}"))
        ;;
    esac
}

_secretctl_token_info() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_balance() {
    repeating_flags=()
    non_repeating_flags=(--permit --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --viewing-key-file --holder --permit-file --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--viewing-key-file')
        __secretctl_add_completions -f
        return
        ;;
    '--holder')
        return
        ;;
    '--permit-file')
        __secretctl_add_completions -f
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_transfer() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --token-memo --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--token-memo')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_send() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--to --msg --token-memo --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--msg')
        return
        ;;
    '--token-memo')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_history() {
    repeating_flags=()
    non_repeating_flags=(--transfers --permit --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--page --page-size --from --viewing-key-file --holder --permit-file --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--page')
        return
        ;;
    '--page-size')
        return
        ;;
    '--from')
        return
        ;;
    '--viewing-key-file')
        __secretctl_add_completions -f
        return
        ;;
    '--holder')
        return
        ;;
    '--permit-file')
        __secretctl_add_completions -f
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_deposit() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_redeem() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--denom --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--denom')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    set|create|import|list|show|forget)
        # Offer subcommand argument completions
        "_secretctl_token_viewing-key_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'set create import list show forget' -- "${cur}"))
        ;;
    esac
}

_secretctl_token_viewing-key_set() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-file --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--key-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key_create() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key_import() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-file --from --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--key-file')
        __secretctl_add_completions -f
        return
        ;;
    '--from')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key_show() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_viewing-key_forget() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_token_permit() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--permission)
    non_repeating_options=(--from --name --out --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--permission')
        return
        ;;
    '--name')
        return
        ;;
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    account|balance|delegations|unbonding|rewards|validators|validator|proposals|proposal|tx|block|params|contract|code)
        # Offer subcommand argument completions
        "_secretctl_query_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'account balance delegations unbonding rewards validators validator proposals proposal tx block params contract code' -- "${cur}"))
        ;;
    esac
}

_secretctl_query_account() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_balance() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--denom --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--denom')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_delegations() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_unbonding() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_rewards() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_validators() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--status --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--status')
        __secretctl_add_completions -W 'bonded'$'\n''unbonding'$'\n''unbonded'
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_validator() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_proposals() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--status --limit --voter --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--status')
        __secretctl_add_completions -W 'deposit'$'\n''voting'$'\n''passed'$'\n''rejected'$'\n''failed'
        return
        ;;
    '--limit')
        return
        ;;
    '--voter')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_proposal() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--voter --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--voter')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_tx() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_block() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_params() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_contract() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_query_code() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    init|run|status|health|reset|export|register)
        # Offer subcommand argument completions
        "_secretctl_node_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'init run status health reset export register' -- "${cur}"))
        ;;
    esac
}

_secretctl_node_init() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--engine --out --validators --full-nodes --base-port --block-time --chain-id --join --genesis --peers --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--engine')
        __secretctl_add_completions -W 'cometbft'
        return
        ;;
    '--out')
        __secretctl_add_completions -d
        return
        ;;
    '--validators')
        return
        ;;
    '--full-nodes')
        return
        ;;
    '--base-port')
        return
        ;;
    '--block-time')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--join')
        return
        ;;
    '--genesis')
        __secretctl_add_completions -f
        return
        ;;
    '--peers')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_run() {
    repeating_flags=()
    non_repeating_flags=(--application-only --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--unsafe-skip-upgrades)
    non_repeating_options=(--engine --rest-address --rpc-address --grpc-address --faucet-address --block-time --chain-id --pruning --poet --validators --abci-address --cometbft --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--engine')
        __secretctl_add_completions -W 'embedded'$'\n''cometbft'
        return
        ;;
    '--rest-address')
        return
        ;;
    '--rpc-address')
        return
        ;;
    '--grpc-address')
        return
        ;;
    '--faucet-address')
        return
        ;;
    '--block-time')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--pruning')
        return
        ;;
    '--unsafe-skip-upgrades')
        return
        ;;
    '--poet')
        return
        ;;
    '--validators')
        return
        ;;
    '--abci-address')
        return
        ;;
    '--cometbft')
        __secretctl_add_completions -f
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_health() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_reset() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--confirm --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--confirm')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_export() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--height --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--height')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_node_register() {
    repeating_flags=()
    non_repeating_flags=(--simulate --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--attestation --node-home --replace-machine-id --policy --secretd --secretd-home --node-key --from --memo --gas --gas-price --fee --wait --node --chain-id --context --timeout --passphrase-file --passphrase-fd --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--attestation')
        __secretctl_add_completions -f
        return
        ;;
    '--node-home')
        __secretctl_add_completions -d
        return
        ;;
    '--replace-machine-id')
        return
        ;;
    '--policy')
        return
        ;;
    '--secretd')
        __secretctl_add_completions -f
        return
        ;;
    '--secretd-home')
        __secretctl_add_completions -d
        return
        ;;
    '--node-key')
        return
        ;;
    '--from')
        return
        ;;
    '--memo')
        return
        ;;
    '--gas')
        return
        ;;
    '--gas-price')
        return
        ;;
    '--fee')
        return
        ;;
    '--wait')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--passphrase-file')
        __secretctl_add_completions -f
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    set-balance|silence|restore|jail|mine|warp)
        # Offer subcommand argument completions
        "_secretctl_devnet_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'set-balance silence restore jail mine warp' -- "${cur}"))
        ;;
    esac
}

_secretctl_devnet_set-balance() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet_silence() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--blocks --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--blocks')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet_restore() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet_jail() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet_mine() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_devnet_warp() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_network() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|use)
        # Offer subcommand argument completions
        "_secretctl_network_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show use' -- "${cur}"))
        ;;
    esac
}

_secretctl_network_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_network_show() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_network_use() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    attest|verify|inspect|diff|machine-id|collateral|doctor|status)
        # Offer subcommand argument completions
        "_secretctl_enclave_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'attest verify inspect diff machine-id collateral doctor status' -- "${cur}"))
        ;;
    esac
}

_secretctl_enclave_attest() {
    repeating_flags=()
    non_repeating_flags=(--simulate --unbound --force --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--out --node-key --validator-key --mrenclave --machine --at --collateral --root --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--node-key')
        return
        ;;
    '--validator-key')
        return
        ;;
    '--mrenclave')
        return
        ;;
    '--machine')
        return
        ;;
    '--at')
        return
        ;;
    '--collateral')
        __secretctl_add_completions -f
        return
        ;;
    '--root')
        __secretctl_add_completions -d
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_verify() {
    repeating_flags=()
    non_repeating_flags=(--allow-debug --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--collateral --at --type --root --policy --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--collateral')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--type')
        __secretctl_add_completions -W 'auto'$'\n''dcap'$'\n''ias'$'\n''combined'$'\n''certificate'
        return
        ;;
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--policy')
        __secretctl_add_completions -f
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_inspect() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--type --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--type')
        __secretctl_add_completions -W 'auto'$'\n''dcap'$'\n''ias'$'\n''combined'$'\n''certificate'
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_diff() {
    repeating_flags=()
    non_repeating_flags=(--chain --enclave-only --json --no-input --no-color --verbose -v -h --help)
    repeating_options=(--approved)
    non_repeating_options=(--policy --collateral --at --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--approved')
        return
        ;;
    '--policy')
        __secretctl_add_completions -f
        return
        ;;
    '--collateral')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_machine-id() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_collateral() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __secretctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|fetch|import|show|export|check)
        # Offer subcommand argument completions
        "_secretctl_enclave_collateral_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list fetch import show export check' -- "${cur}"))
        ;;
    esac
}

_secretctl_enclave_collateral_list() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--root --at --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_collateral_fetch() {
    repeating_flags=()
    non_repeating_flags=(--tdx --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--fmspc --ca --pccs --timeout --root --at --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--fmspc')
        return
        ;;
    '--ca')
        __secretctl_add_completions -W 'processor'$'\n''platform'
        return
        ;;
    '--pccs')
        return
        ;;
    '--timeout')
        return
        ;;
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_collateral_import() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--root --at --output --home)
    __secretctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __secretctl_add_completions -f
        return
        ;;
    esac
}

_secretctl_enclave_collateral_show() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--root --at --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_collateral_export() {
    repeating_flags=()
    non_repeating_flags=(--force --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--out --format --output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--out')
        __secretctl_add_completions -f
        return
        ;;
    '--format')
        __secretctl_add_completions -W 'container'$'\n''json'
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_collateral_check() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--root --at --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--root')
        __secretctl_add_completions -f
        return
        ;;
    '--at')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_doctor() {
    repeating_flags=()
    non_repeating_flags=(--online --fix --yes -y --dry-run --json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--root --sgx-storage --pccs --at --save --transcript --policy --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--root')
        __secretctl_add_completions -d
        return
        ;;
    '--sgx-storage')
        __secretctl_add_completions -d
        return
        ;;
    '--pccs')
        return
        ;;
    '--at')
        return
        ;;
    '--save')
        __secretctl_add_completions -d
        return
        ;;
    '--transcript')
        __secretctl_add_completions -f
        return
        ;;
    '--policy')
        __secretctl_add_completions -f
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_enclave_status() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--sgx-storage --node --chain-id --context --timeout --output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--sgx-storage')
        __secretctl_add_completions -d
        return
        ;;
    '--node')
        return
        ;;
    '--chain-id')
        return
        ;;
    '--context')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_completions() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __secretctl_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_secretctl_version() {
    repeating_flags=()
    non_repeating_flags=(--json --no-input --no-color --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--output --home)
    __secretctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--output')
        __secretctl_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--home')
        __secretctl_add_completions -d
        return
        ;;
    esac
}

_secretctl_help() {
    :
}

complete -o filenames -F _secretctl secretctl
