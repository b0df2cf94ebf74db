/// Maps values of one axis to places on paper, and says where its marks are.
struct PlotScale {
    let values: ClosedRange<Double>
    let places: (from: Double, to: Double)
    /// Distance of two marks.
    private let step: Double
    private let decimals: Int

    init(_ values: ClosedRange<Double>, from start: Double, to end: Double, marks: Int) {
        let span = max(values.upperBound - values.lowerBound, 1e-9)
        self.values = values.lowerBound...(values.lowerBound + span)
        places = (start, end)
        var unit = 1.0
        var decimals = 0
        while unit * Double(marks) < span { unit *= 10 }
        while unit * Double(marks) >= span * 10 {
            unit /= 10
            decimals += 1
        }
        // Now a tenth, a fifth or a half of the unit may be the finest step with few enough marks.
        let finer = [10.0, 5, 2, 1].first { span / (unit / $0) <= Double(marks) } ?? 1
        step = unit / finer
        self.decimals = finer > 1 && unit <= 1 ? decimals + 1 : decimals
    }

    func place(_ value: Double) -> Double {
        let part = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
        return places.from + part * (places.to - places.from)
    }

    var marks: [(place: Double, text: String)] {
        let first = (values.lowerBound / step).rounded(.up)
        let last = (values.upperBound / step + 1e-6).rounded(.down)
        guard last >= first else { return [] }
        return (0...Int(last - first)).map { index in
            let value = (first + Double(index)) * step
            let text =
                decimals == 0
                ? NumberText.grouped(Int(value.rounded())) : NumberText.fixed(value, decimals)
            return (place(value), text)
        }
    }

    /// The range of all values, a little wider at both ends.
    static func range(of values: [Double]) -> ClosedRange<Double> {
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        let margin = max((high - low) * 0.05, 1e-6)
        return (low - margin)...(high + margin)
    }
}
