/// Draws a plot as SVG, readable on light and on dark paper.
struct PlotDrawing {
    private static let width = 760.0
    private static let left = 74.0
    private static let right = 730.0
    private static let top = 44.0
    private static let bottom = 334.0
    private static let legendLine = 20.0

    /// Told apart also by those who see few colours; for light paper, and for dark.
    private static let inks = [
        ("#0060a8", "#58b0f0"), ("#c04400", "#ff9a52"), ("#00755a", "#3ecfa6"),
        ("#a0287a", "#f08cc8"), ("#7a6400", "#e0c83c"), ("#5a48b4", "#b0a4ff"),
        ("#444444", "#cccccc"), ("#2a8000", "#96dc5a"),
    ]

    private let plot: Plot
    private let x: PlotScale
    private let y: PlotScale

    init(_ plot: Plot) {
        self.plot = plot
        let points = plot.series.flatMap(\.points)
        let heights = points.map(\.y) + plot.limits.map(\.y)
        let xs = points.map(\.x)
        x = PlotScale(
            plot.xRange ?? (xs.min() ?? 0)...(xs.max() ?? 1), from: Self.left, to: Self.right,
            marks: 9)
        y = PlotScale(
            plot.yRange ?? PlotScale.range(of: heights), from: Self.bottom, to: Self.top, marks: 7)
    }

    var svg: String {
        let legend = legendLines
        let height = Self.bottom + 62 + Double(legend.rows) * Self.legendLine
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.text(Self.width)) \
            \(Self.text(height))" font-family="sans-serif" font-size="13" role="img" \
            aria-label="\(Self.escaped(plot.title))">
            <style>
            \(style)
            </style>
            <rect class="paper" width="100%" height="100%"/>
            <text class="ink" x="\(Self.text(Self.left))" y="26" font-size="15" \
            font-weight="bold">\(Self.escaped(plot.title))</text>
            \(axes)
            \(limits)
            \(lines)
            \(legend.text)
            </svg>

            """
    }

    private var style: String {
        func rules(_ paper: String, _ ink: String, _ grid: String, isDark: Bool) -> String {
            var text = ".paper{fill:\(paper)}.ink{fill:\(ink)}.grid{stroke:\(grid)}"
            text += ".limit{stroke:\(ink)}"
            for (index, pair) in Self.inks.enumerated() {
                let colour = isDark ? pair.1 : pair.0
                text += ".s\(index){stroke:\(colour)}.d\(index){fill:\(colour)}"
            }
            return text
        }
        return """
            polyline,line{fill:none}
            \(rules("#ffffff", "#222222", "#dddddd", isDark: false))
            @media (prefers-color-scheme:dark){\
            \(rules("#14181d", "#e6e6e6", "#39414a", isDark: true))}
            """
    }

    private var axes: String {
        var text = ""
        for mark in x.marks {
            let place = Self.text(mark.place)
            text += Self.line(mark.place, Self.top, mark.place, Self.bottom, "grid")
            text += "<text class=\"ink\" x=\"\(place)\" y=\"\(Self.text(Self.bottom + 18))\" "
            text += "text-anchor=\"middle\">\(mark.text)</text>\n"
        }
        for mark in y.marks {
            text += Self.line(Self.left, mark.place, Self.right, mark.place, "grid")
            text += "<text class=\"ink\" x=\"\(Self.text(Self.left - 8))\" "
            text += "y=\"\(Self.text(mark.place + 4))\" text-anchor=\"end\">\(mark.text)</text>\n"
        }
        let middle = Self.text((Self.left + Self.right) / 2)
        text += "<text class=\"ink\" x=\"\(middle)\" y=\"\(Self.text(Self.bottom + 40))\" "
        text += "text-anchor=\"middle\">\(Self.escaped(plot.xLabel))</text>\n"
        let centre = Self.text((Self.top + Self.bottom) / 2)
        text += "<text class=\"ink\" transform=\"translate(16 \(centre)) rotate(-90)\" "
        text += "text-anchor=\"middle\">\(Self.escaped(plot.yLabel))</text>"
        return text
    }

    private var limits: String {
        plot.limits.filter { y.values.contains($0.y) }.map { limit in
            let place = y.place(limit.y)
            return Self.line(Self.left, place, Self.right, place, "limit", dash: "7 4")
                + "<text class=\"ink\" x=\"\(Self.text(Self.right - 4))\" "
                + "y=\"\(Self.text(place - 5))\" text-anchor=\"end\">"
                + "\(Self.escaped(limit.name))</text>"
        }.joined(separator: "\n")
    }

    private var lines: String {
        plot.series.enumerated().map { index, series in
            let ink = index % Self.inks.count
            let inside = series.points.filter { x.values.contains($0.x) }.map { point in
                (x: x.place(point.x), y: min(max(y.place(point.y), Self.top), Self.bottom))
            }
            if series.shape == .dots {
                return inside.map { point in
                    "<circle class=\"d\(ink)\" cx=\"\(Self.text(point.x))\" "
                        + "cy=\"\(Self.text(point.y))\" r=\"2.6\"/>"
                }.joined()
            }
            let path = inside.map { "\(Self.text($0.x)),\(Self.text($0.y))" }
            let dash = series.shape == .dashed ? " stroke-dasharray=\"5 3\"" : ""
            return "<polyline class=\"s\(ink)\" stroke-width=\"1.8\"\(dash) "
                + "points=\"\(path.joined(separator: " "))\"/>"
        }.joined(separator: "\n")
    }

    private var legendLines: (text: String, rows: Int) {
        var text = ""
        var place = Self.left
        var row = 0
        for (index, series) in plot.series.enumerated() {
            let room = 44 + Double(series.name.count) * 7.2
            if place + room > Self.right, place > Self.left {
                place = Self.left
                row += 1
            }
            let middle = Self.bottom + 62 + Double(row) * Self.legendLine
            let ink = index % Self.inks.count
            if series.shape == .dots {
                text += "<circle class=\"d\(ink)\" cx=\"\(Self.text(place + 10))\" "
                text += "cy=\"\(Self.text(middle))\" r=\"3\"/>\n"
            } else {
                let dash = series.shape == .dashed ? "5 3" : nil
                text += Self.line(
                    place, middle, place + 20, middle, "s\(ink)", dash: dash, width: "2.4")
            }
            text += "<text class=\"ink\" x=\"\(Self.text(place + 26))\" "
            text += "y=\"\(Self.text(middle + 4))\">\(Self.escaped(series.name))</text>\n"
            place += room
        }
        return (text, plot.series.isEmpty ? 0 : row + 1)
    }

    private static func line(
        _ fromX: Double, _ fromY: Double, _ toX: Double, _ toY: Double, _ kind: String,
        dash: String? = nil, width: String = "1"
    ) -> String {
        let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
        return "<line class=\"\(kind)\" x1=\"\(text(fromX))\" y1=\"\(text(fromY))\" "
            + "x2=\"\(text(toX))\" y2=\"\(text(toY))\" stroke-width=\"\(width)\"\(dashes)/>\n"
    }

    private static func text(_ place: Double) -> String { NumberText.fixed(place, 1) }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for letter in text {
            switch letter {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            default: escaped.append(letter)
            }
        }
        return escaped
    }
}
