/// An option of a utility, declared by the line that `--help` shows for it.
///
///     Option("-n, --lines=[-]NUM", "print the first NUM lines")
///
/// Names stand first, separated by commas: `-n`, `--lines`. What follows one, after `=` or a space, is
/// the parameter; in brackets with the sign, `--color[=WHEN]`, it may be left out.
struct UtilityOption: Sendable {
    /// Whether a value belongs to it.
    enum Value: Sendable {
        case none, required, optional
    }

    /// What it does in Lay.
    enum Effect: Sendable {
        case works
        /// Taken and without effect in a model, and why.
        case idle(String)
        /// Refused by name: the real program has it, and Lay's does not.
        case missing
    }

    /// Which programs have it.
    enum Family: Sendable {
        case both, gnu, busybox
    }

    /// Its names with the parameter, as `--help` has them.
    let names: String
    /// What it does, in a few words.
    let help: String
    let effect: Effect
    let family: Family
    /// Its one-letter names.
    let letters: [UInt8]
    /// Its long names, without the dashes.
    let words: [String]
    let value: Value

    /// What code asks for: the first letter, or the first long name where it has none.
    let key: String

    init(
        _ names: String, _ help: String, _ effect: Effect = .works, _ family: Family = .both
    ) {
        self.names = names
        self.help = help
        self.effect = effect
        self.family = family
        var letters: [UInt8] = []
        var words: [String] = []
        var value = Value.none
        for part in names.utf8.split(separator: UInt8(ascii: ",")) {
            let name = part.drop { $0 == UInt8(ascii: " ") }
            if name.starts(with: "--".utf8) {
                let end =
                    name.firstIndex {
                        $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "[")
                            || $0 == UInt8(ascii: " ")
                    } ?? name.endIndex
                if end < name.endIndex {
                    value = name[end] == UInt8(ascii: "[") ? .optional : .required
                }
                words.append(String(Substring(name[..<end].dropFirst(2))))
            } else if name.first == UInt8(ascii: "-"), let letter = name.dropFirst().first {
                letters.append(letter)
                switch name.dropFirst(2).first {
                case UInt8(ascii: " "), UInt8(ascii: "="): value = .required
                case UInt8(ascii: "["): value = .optional
                default: break
                }
            }
        }
        self.letters = letters
        self.words = words
        self.value = value
        key = letters.first.map { String(UnicodeScalar($0)) } ?? words.first ?? ""
    }
}
