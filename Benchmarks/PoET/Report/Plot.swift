/// A line, or dots, of a plot.
struct PlotSeries {
    enum Shape { case line, dashed, dots }

    let name: String
    let points: [(x: Double, y: Double)]
    var shape = Shape.line
}

/// What a plot shows; `PlotDrawing` draws it.
struct Plot {
    /// Name of its file, without the ending.
    let name: String
    let title: String
    let xLabel: String
    let yLabel: String
    var series: [PlotSeries] = []
    /// Limits, drawn across the whole width.
    var limits: [(name: String, y: Double)] = []
    var xRange: ClosedRange<Double>?
    var yRange: ClosedRange<Double>?

    init(_ name: String, _ title: String, x: String, y: String) {
        (self.name, self.title, xLabel, yLabel) = (name, title, x, y)
    }

    mutating func add(
        _ name: String, _ points: [(x: Double, y: Double)], shape: PlotSeries.Shape = .line
    ) {
        series.append(PlotSeries(name: name, points: Self.thinned(points), shape: shape))
    }

    /// At most some 400 points: each stretch keeps its first, lowest and highest.
    private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        let most = 400
        guard points.count > most else { return points }
        let stretch = (points.count * 3 + most - 1) / most
        var kept: [(x: Double, y: Double)] = []
        for start in stride(from: 0, to: points.count, by: stretch) {
            let end = min(start + stretch, points.count)
            var low = start
            var high = start
            for index in start..<end {
                if points[index].y < points[low].y { low = index }
                if points[index].y > points[high].y { high = index }
            }
            var last = -1
            for index in [start, min(low, high), max(low, high)] where index > last {
                kept.append(points[index])
                last = index
            }
        }
        if let end = points.last { kept.append(end) }
        return kept
    }
}
