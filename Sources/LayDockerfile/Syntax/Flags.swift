/// The flags of an instruction by their names.
struct Flags {
    /// What a flag takes.
    enum Kind {
        /// Nothing, or `true` or `false`.
        case boolean
        /// A value.
        case text
        /// A value each time it is given.
        case texts
    }

    private var values: [String: [String]] = [:]

    /// Reads flags.
    ///
    /// - Parameter hidden: flags that Docker knows in its labs only, so it suggests none of them.
    /// - Throws: `Fault` for one that is not known, given twice, or without its value.
    init(
        _ words: [String], _ known: [(name: String, kind: Kind)] = [],
        hidden: [(name: String, kind: Kind)] = []
    ) throws(Fault) {
        for word in words {
            let text = Array(word.utf8)[2...]
            let sign = text.firstIndex(of: UInt8(ascii: "="))
            let name = String(bytes: text[..<(sign ?? text.endIndex)])
            let value = sign.map { String(bytes: text[($0 + 1)...]) }
            guard let flag = (known + hidden).first(where: { $0.name == name }) else {
                throw .unknownFlag(name, among: known.map(\.name))
            }
            if values[name] != nil, flag.kind != .texts { throw .repeatedFlag(name) }
            switch flag.kind {
            case .boolean:
                if value == "" { throw .missingValue(name) }
                let isOn = value?.lowercasedASCII ?? "true"
                guard isOn == "true" || isOn == "false" else {
                    throw .notBoolean(name, value ?? "")
                }
                values[name] = [isOn]
            case .text, .texts:
                guard let value else { throw .missingValue(name) }
                values[name, default: []].append(value)
            }
        }
    }

    /// The value of a flag; `nil` where it is not given or empty.
    func text(_ name: String) -> String? {
        given(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of a flag, also an empty one.
    func given(_ name: String) -> String? { values[name]?.first }

    /// All values of a flag.
    func texts(_ name: String) -> [String] { values[name] ?? [] }

    /// True for a flag that is set; `nil` where it is not given.
    func isOn(_ name: String) -> Bool? { given(name).map { $0 == "true" } }
}
