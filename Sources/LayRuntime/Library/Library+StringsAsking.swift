extension VM {
    /// What kind of characters a text is of, and how versions follow each other.
    func installStringKinds(_ string: TypeInfo) {
        for (name, sentence, example, isOne) in Self.characterKinds {
            property(string, name, sentence, gives: "bool", example: example) { vm, value in
                try vm.work(bytes: value.byteCount)
                try vm.reserve(value.byteCount)
                let text = value.text
                return .bool(!text.isEmpty && text.unicodeScalars.allSatisfy(isOne))
            }
        }
        for (name, sentence, example, wanted, unwanted) in Self.letterCases {
            property(string, name, sentence, gives: "bool", example: example) { vm, value in
                try vm.work(bytes: value.byteCount)
                try vm.reserve(value.byteCount)
                let scalars = value.text.unicodeScalars
                return .bool(scalars.contains(where: wanted) && !scalars.contains(where: unwanted))
            }
        }
        property(
            string, "is_ascii", "True when all its characters are ASCII, also of an empty text.",
            gives: "bool", example: #""é".is_ascii  # => false"#
        ) { vm, value in .bool(vm.machine.isASCII(value)) }
        method(
            string, "version_compare",
            "-1, 0 or 1: the version is before, equal to or behind another, by dpkg's rules.",
            [MemberParameter("other", "string", "the other version")], gives: "int",
            example: """
                "1.10".version_compare("1.9")  # => 1
                "1.0~rc1".version_compare("1.0")  # => -1
                """
        ) { call in
            let (left, right) = (try call.text(0), try call.text(1))
            try call.vm.reserve((left.count &+ right.count) &* 16)
            try call.vm.work(bytes: (left.count &+ right.count) &* 16)
            return .int(VersionOrder(left).compare(VersionOrder(right)))
        }
        method(
            string, "version_key", "A list of ints that orders versions as version_compare does.",
            gives: "list[list[int]]",
            example: #"["1.10", "1.9"].sorted(by: v => v.version_key())  # => ["1.9", "1.10"]"#
        ) { call in
            let text = try call.text(0)
            try call.vm.reserve(text.count &* 48)
            try call.vm.work(bytes: text.count &* 16)
            return call.vm.list(
                VersionOrder(text).parts.map { call.vm.list($0.map { .int($0) }) })
        }
    }

    private typealias ScalarTest = @Sendable (Unicode.Scalar) -> Bool

    private static let characterKinds: [(String, String, example: String, ScalarTest)] = [
        (
            "is_digit", "True when all its characters are digits from 0 to 9, and there are some.",
            #""42".is_digit  # => true"#, { ("0"..."9").contains($0) }
        ),
        (
            "is_alpha", "True when all its characters are letters, and there are some.",
            #""héllo".is_alpha  # => true"#, { $0.isLetter }
        ),
        (
            "is_alnum", "True when all its characters are letters or digits, and there are some.",
            #""web1".is_alnum  # => true"#,
            { $0.isLetter || $0.properties.generalCategory == .decimalNumber }
        ),
        (
            "is_space", "True when all its characters are white space, and there are some.",
            #"" \t".is_space  # => true"#, { $0.properties.isWhitespace }
        ),
    ]

    private static let letterCases:
        [(String, String, example: String, wanted: ScalarTest, unwanted: ScalarTest)] = [
            (
                "is_upper", "True when it has letters in upper case and none in lower case.",
                #""A-1".is_upper  # => true"#, { $0.properties.isUppercase },
                { $0.properties.isLowercase }
            ),
            (
                "is_lower", "True when it has letters in lower case and none in upper case.",
                #""a-1".is_lower  # => true"#, { $0.properties.isLowercase },
                { $0.properties.isUppercase }
            ),
        ]
}

extension Unicode.Scalar {
    var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }
}

/// The order of versions by deb-version(7): `[epoch:]upstream[-revision]`, stretches of digits as
/// numbers, `~` before everything and before the end.
private struct VersionOrder {
    /// Ints that are compared from the front, of the epoch, the upstream version and the revision.
    let parts: [[Int]]

    init(_ text: UnsafeRawBufferPointer) {
        var rest = text[...]
        var epoch: [Int] = [0]
        let digits = rest.prefix { Self.isDigit($0) }
        if !digits.isEmpty, rest.dropFirst(digits.count).first == UInt8(ascii: ":") {
            epoch = Self.order(of: digits)
            rest = rest.dropFirst(digits.count + 1)
        }
        let mark = rest.lastIndex(of: UInt8(ascii: "-"))
        let upstream = mark.map { rest[..<$0] } ?? rest
        let revision = mark.map { rest[($0 + 1)...] } ?? rest[rest.endIndex...]
        parts = [epoch, Self.order(of: upstream), Self.order(of: revision)]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Of what is no digit each character's rank and then 0, of a number its length and its digits,
    /// in turn, and at last the 0 that every `~` is before; a lone 0 is nothing.
    private static func order(of text: Slice<UnsafeRawBufferPointer>) -> [Int] {
        var result: [Int] = []
        var rest = text
        while !rest.isEmpty {
            let words = rest.prefix { !isDigit($0) }
            for byte in words {
                switch byte {
                case UInt8(ascii: "~"): result.append(-1)
                case 0x41...0x5a, 0x61...0x7a: result.append(Int(byte))
                default: result.append(Int(byte) + 256)
                }
            }
            result.append(0)
            rest = rest.dropFirst(words.count)
            let number = rest.prefix { isDigit($0) }
            let digits = number.drop { $0 == 0x30 }
            result.append(digits.count)
            result += digits.map { Int($0) - 0x30 }
            rest = rest.dropFirst(number.count)
        }
        return text.allSatisfy { $0 == 0x30 } ? [0] : result + [0]
    }

    func compare(_ other: VersionOrder) -> Int {
        for (left, right) in zip(parts, other.parts) {
            if left.lexicographicallyPrecedes(right) { return -1 }
            if right.lexicographicallyPrecedes(left) { return 1 }
        }
        return 0
    }
}
