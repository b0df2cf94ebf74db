import Foundation

/// The report: `poet.md` and its plots.
struct Report {
    let findings: [Finding]
    let laboratory: Laboratory

    /// Writes `poet.md` and `poet/*.svg` into `folder`, over what is there.
    func write(to folder: URL) throws {
        let plots = folder.appending(path: "poet", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: plots, withIntermediateDirectories: true)
        for plot in findings.flatMap(\.plots) {
            try Data(PlotDrawing(plot).svg.utf8).write(
                to: plots.appending(path: "\(plot.name).svg"))
        }
        try Data(text.utf8).write(to: folder.appending(path: "poet.md"))
    }

    private var text: String {
        ([ReportText.introduction, summary] + findings.map(section)).joined(separator: "\n\n")
            + "\n"
    }

    private var summary: String {
        var lines = [
            "## Results", "",
            "Seed \(laboratory.seed)\(laboratory.isQuick ? ", quick" : ""); `make poet` writes this page and its "
                + "plots again, byte for byte, wherever it runs.", "",
            "| Id | Experiment | Criterion | Result |", "|---|---|---|---|",
        ]
        for finding in findings {
            lines.append(
                "| \(Self.link(finding)) | \(finding.title) | \(finding.criterion) | **\(finding.verdict)** |"
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func link(_ finding: Finding) -> String {
        let name = finding.id == SmallModel.id ? "Model" : finding.id
        return "[\(name)](#\(finding.id.lowercased()))"
    }

    private func section(_ finding: Finding) -> String {
        var parts = [
            "<a id=\"\(finding.id.lowercased())\"></a>\n\n"
                + "## \(finding.id == SmallModel.id ? "" : finding.id + " ")\(finding.title): \(finding.verdict)",
            finding.method, "*Passes if:* \(finding.criterion)",
        ]
        var rows = ["| Figure | Measured | Wanted | |", "|---|---|---|---|"]
        for check in finding.checks {
            rows.append(
                "| \(check.name) | \(check.measured) | \(check.wanted) | \(check.holds ? "yes" : "**no**") |"
            )
        }
        parts.append(rows.joined(separator: "\n"))
        for table in finding.tables { parts.append(Self.table(table)) }
        parts += finding.notes
        parts += finding.plots.map { "![\($0.title)](poet/\($0.name).svg)" }
        return parts.joined(separator: "\n\n")
    }

    private static func table(_ table: FigureTable) -> String {
        var lines = [
            "**\(table.title)**", "", "| \(table.columns.joined(separator: " | ")) |",
            "|" + String(repeating: "---|", count: table.columns.count),
        ]
        lines += table.rows.map { "| \($0.joined(separator: " | ")) |" }
        return lines.joined(separator: "\n")
    }
}
