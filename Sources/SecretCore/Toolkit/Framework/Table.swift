/// Rows under a heading, columns aligned. Where they do not fit the width, each row becomes a block
/// of `label  value` lines: data is never cut.
public struct Table: Sendable {
    public enum Side: Sendable { case left, right }

    public struct Column: Sendable {
        public let title: String
        public let side: Side

        public init(_ title: String, _ side: Side = .left) {
            self.title = title
            self.side = side
        }
    }

    public let columns: [Column]
    public private(set) var rows: [[String]] = []

    public init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        for row in rows { add(row) }
    }

    /// Adds one row; it must have as many cells as the table has columns.
    public mutating func add(_ row: [String]) {
        precondition(row.count == columns.count, "a row has one cell a column, by its own code")
        rows.append(row.map(Terminology.printable))
    }

    /// The table as lines; empty when it has no row.
    public func text(in style: TextStyle) -> String {
        guard !rows.isEmpty else { return "" }
        let widths = columns.indices.map { index in
            max(columns[index].title.count, rows.map { $0[index].count }.max() ?? 0)
        }
        let total = widths.reduce(0, +) + 2 * (columns.count - 1)
        return total <= style.columns ? grid(widths, style) : blocks(style)
    }

    private func grid(_ widths: [Int], _ style: TextStyle) -> String {
        let heading = line(columns.map { $0.title.uppercased() }, widths)
        return ([style.bold(heading)] + rows.map { line($0, widths) }).joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += "  " }
            let space = String(repeating: " ", count: widths[index] - cell.count)
            text += columns[index].side == .left ? cell + space : space + cell
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    private func blocks(_ style: TextStyle) -> String {
        rows.map { row in
            FieldList(zip(columns, row).map { ($0.0.title, $0.1) }).text(in: style)
        }.joined(separator: "\n\n")
    }
}

/// One thing's properties, a line each: `label  value`, values aligned. Empty values are left out.
public struct FieldList: Sendable {
    public let fields: [(label: String, value: String)]

    public init(_ fields: [(String, String)]) {
        self.fields = fields.filter { !$0.1.isEmpty }.map {
            ($0.0, Terminology.printable($0.1))
        }
    }

    public func text(in style: TextStyle) -> String {
        let width = fields.map(\.label.count).max() ?? 0
        let margin = "\n" + String(repeating: " ", count: width + 2)
        // Prose is wrapped under its own beginning; a word is never cut.
        let narrow = TextStyle(usesColour: false, columns: max(20, style.columns - width - 2))
        return fields.map { field in
            let space = String(repeating: " ", count: width - field.label.count + 2)
            let value = narrow.wrapped(field.value).replacing("\n", with: margin)
            return style.faint(field.label) + space + value
        }.joined(separator: "\n")
    }
}

/// What may reach a terminal.
public enum Terminology {
    /// `text` with control characters made visible: what a chain or a peer wrote must not move the
    /// cursor, ring the bell or recolour the terminal of who reads it. Newlines become spaces.
    public static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var clean = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" {
                clean += " "
            } else if isControl(scalar) {
                clean += "\u{fffd}"
            } else {
                clean.unicodeScalars.append(scalar)
            }
        }
        return clean
    }

    /// As `printable`, and line ends stay what they are.
    public static func printableLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { printable(String($0)) }.joined(separator: "\n")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: true
        // Marks that reverse the reading direction can make one address look like another.
        case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
