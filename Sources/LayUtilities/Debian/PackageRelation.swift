/// What a package asks of another one: `name:arch (>= 1.0)` (deb-control(5), Depends).
struct PackageRelation: Sendable {
    /// How versions have to stand to each other.
    enum Operator: String, Sendable {
        case earlier = "<<"
        case atMost = "<="
        case exactly = "="
        case atLeast = ">="
        case later = ">>"
    }

    let name: String
    let architecture: String?
    let relation: Operator?
    let version: String

    /// Reads one alternative.
    init(_ text: some StringProtocol) {
        var word = Substring(text)
        // Architectures and profiles are for sources.
        for sign in ["[", "<!"] where word.contains(sign) {
            if let index = word.firstIndex(of: Character(String(sign.prefix(1)))) {
                if !word[..<index].contains("(") || word[..<index].contains(")") {
                    word = word[..<index]
                }
            }
        }
        let parts = word.split(separator: "(", maxSplits: 1)
        let full = (parts.first ?? "").filter { $0 != " " && $0 != "\n" && $0 != "\t" }
        let names = full.split(separator: ":", maxSplits: 1)
        name = names.first.map(String.init) ?? ""
        architecture = names.count > 1 ? String(names[1]) : nil
        guard parts.count > 1 else {
            relation = nil
            version = ""
            return
        }
        let inner = parts[1].prefix { $0 != ")" }.filter { $0 != " " && $0 != "\n" }
        let signs = inner.prefix { $0 == "<" || $0 == ">" || $0 == "=" }
        switch signs {
        case "<": relation = .atMost
        case ">": relation = .atLeast
        default: relation = Operator(rawValue: String(signs))
        }
        version = String(inner.dropFirst(signs.count))
    }

    /// True for a version that it asks for.
    func admits(_ other: String) -> Bool {
        guard let relation else { return true }
        let order = PackageVersion(other).order(PackageVersion(version))
        switch relation {
        case .earlier: return order < 0
        case .atMost: return order <= 0
        case .exactly: return order == 0
        case .atLeast: return order >= 0
        case .later: return order > 0
        }
    }

    /// As dpkg writes it.
    var text: String {
        let full = architecture.map { "\(name):\($0)" } ?? name
        return relation.map { "\(full) (\($0.rawValue) \(version))" } ?? full
    }

    /// The alternatives of each relation of a field.
    static func parse(_ field: String) -> [[PackageRelation]] {
        field.split(separator: ",").compactMap { group in
            let all = group.split(separator: "|").map { PackageRelation($0) }
                .filter { !$0.name.isEmpty }
            return all.isEmpty ? nil : all
        }
    }
}
