internal import LayBounds

/// Chooses the images of a layout or an archive that have a name, and knows what the others are
/// called.
struct NameFilter {
    private let name: String?
    private let reference: Reference?
    private var others: [String] = []
    private var unnamed = 0
    private var hasAccepted = false

    /// Lets everything pass without a name.
    init(_ name: String?) {
        self.name = name
        reference = name.flatMap { try? Reference($0) }
    }

    private func isMeant(_ name: String) -> Bool {
        name == self.name || reference != nil && (try? Reference(name)) == reference
    }

    /// The names of an image that are meant, all without a name; `nil` for one that is not meant.
    mutating func accepted(of names: [String]) -> [String]? {
        if name == nil { return names }
        let meant = names.filter { isMeant($0) }
        return accepts(meant, shown: names.first) ? meant : nil
    }

    /// True for an image with one of these names.
    mutating func accepts(_ names: [String], shown: String?) -> Bool {
        if name == nil { return true }
        let isMeant = names.contains { self.isMeant($0) }
        if isMeant {
            hasAccepted = true
        } else if let shown {
            others.append(shown)
        } else {
            unnamed += 1
        }
        return isMeant
    }

    /// - Throws: `ImageError` of kind `NotFound` that lists the names there, when none was the one
    ///   meant.
    func check(_ place: String) throws {
        guard let name, !hasAccepted else { return }
        var there = others.prefix(10).map { "'\($0)'" }
        if others.count > 10 { there.append("\(others.count - 10) more") }
        if unnamed > 0 { there.append("\(unnamed) without a name") }
        throw ImageError.noImage(name, in: place, known: there)
    }
}
