/// Remembers the last elements added: at least `count`, at most twice as many.
struct RecentSet<Element: Hashable> {
    private let count: Int
    private var young: Set<Element> = []
    private var old: Set<Element> = []

    init(count: Int) {
        self.count = count
    }

    func contains(_ element: Element) -> Bool {
        young.contains(element) || old.contains(element)
    }

    mutating func insert(_ element: Element) {
        if young.count >= count {
            old = young
            young = []
        }
        young.insert(element)
    }

    mutating func remove(_ element: Element) {
        young.remove(element)
        old.remove(element)
    }
}
