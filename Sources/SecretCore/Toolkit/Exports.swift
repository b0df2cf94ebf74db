// Commands import SecretCore alone; these are the rooms whose public words they speak.
@_exported public import SecretBase
@_exported public import SecretChain
@_exported public import SecretKeyring
@_exported public import SecretNode
@_exported public import SecretStorage
