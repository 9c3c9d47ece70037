import LayFiles
import LayShell

extension Utilities {
    static let iconvUtility = Utility(
        "iconv", "turn text from one character set into another", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-f, --from-code=NAME", "the character set of the input"),
            UtilityOption("-t, --to-code=NAME", "the character set of the output"),
            UtilityOption("-l, --list", "write the character sets"),
            UtilityOption("-c", "leave out what the output cannot have"),
            UtilityOption("-o, --output=FILE", "write to FILE"),
            UtilityOption("-s, --silent", "no warnings", .idle("there are none")),
            UtilityOption("--verbose", "tell more", .idle("as without")),
        ]
    ) { call in
        if call.has("l") {
            for set in CharacterSet.allCases { try call.write("\(set.rawValue)//\n") }
            return 0
        }
        let local = call.isUTF8 ? "UTF-8" : "ANSI_X3.4-1968"
        let fromName = call.options.text("f") ?? local
        let toName = call.options.text("t") ?? local
        guard let from = CharacterSet(named: fromName), let to = CharacterSet(named: toName) else {
            throw UtilityFailure("failed to start conversion processing")
        }
        let isLoose = call.has("c") || toName.uppercased().contains("//IGNORE")
        let isTranslit = toName.uppercased().contains("//TRANSLIT")
        let output = try call.options.value("o").map { try FileOutput(call.path($0), call.context) }
        var conversion = Conversion(from: from, to: to, skips: isLoose, translates: isTranslit)
        try call.eachInput { reader, _ in
            while let range = try reader.piece() {
                let result = conversion.convert(Array(reader.bytes[range]))
                if let output { try output.write(result) } else { try call.write(result) }
                if let place = conversion.fault {
                    try output?.flush()
                    throw UtilityFailure("illegal input sequence at position \(place)")
                }
            }
            if conversion.isIncomplete {
                throw UtilityFailure("incomplete character or shift sequence at end of buffer")
            }
        }
        try output?.flush()
        return call.status != 0 || conversion.hasSkipped && call.has("c") ? 1 : 0
    }
}

/// A character set that `iconv` knows.
private enum CharacterSet: String, CaseIterable {
    case ascii = "ANSI_X3.4-1968"
    case latin1 = "ISO-8859-1"
    case latin9 = "ISO-8859-15"
    case windows1252 = "CP1252"
    case utf8 = "UTF-8"
    case utf16 = "UTF-16"
    case utf16le = "UTF-16LE"
    case utf16be = "UTF-16BE"
    case utf32 = "UTF-32"
    case utf32le = "UTF-32LE"
    case utf32be = "UTF-32BE"

    init?(named name: String) {
        let plain = name.uppercased().split(separator: "/").first.map(String.init) ?? ""
        switch plain.filter({ $0 != "-" && $0 != "_" }) {
        case "ASCII", "USASCII", "ANSIX3.41968", "646", "C", "ISO646US": self = .ascii
        case "ISO88591", "LATIN1", "L1", "ISO8859", "88591": self = .latin1
        case "ISO885915", "LATIN9": self = .latin9
        case "CP1252", "WINDOWS1252": self = .windows1252
        case "UTF8": self = .utf8
        case "UTF16", "UCS2", "UNICODE": self = .utf16
        case "UTF16LE", "UCS2LE": self = .utf16le
        case "UTF16BE", "UCS2BE": self = .utf16be
        case "UTF32", "UCS4": self = .utf32
        case "UTF32LE", "UCS4LE": self = .utf32le
        case "UTF32BE", "UCS4BE": self = .utf32be
        default: return nil
        }
    }

    /// The characters of 0x80 to 0x9f of Windows' set; 0 for none.
    static let windows: [UInt32] = [
        0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
        0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
        0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
    ]
    /// Where ISO 8859-15 differs from ISO 8859-1.
    static let latin9Changes: [UInt8: UInt32] = [
        0xa4: 0x20ac, 0xa6: 0x160, 0xa8: 0x161, 0xb4: 0x17d, 0xb8: 0x17e, 0xbc: 0x152,
        0xbd: 0x153, 0xbe: 0x178,
    ]
}

/// Text that is turned from one set into another, piece by piece.
private struct Conversion {
    private let source: CharacterSet
    private let target: CharacterSet
    private let skips: Bool
    private let translates: Bool
    private var pending: [UInt8] = []
    private var position = 0
    private var isBig = false
    private var isStarted = false
    private var hasWrittenMark = false
    /// Where what cannot be turned stands.
    private(set) var fault: Int?
    private(set) var hasSkipped = false

    init(from source: CharacterSet, to target: CharacterSet, skips: Bool, translates: Bool) {
        self.source = source
        self.target = target
        self.skips = skips
        self.translates = translates
        isBig = source == .utf16be || source == .utf32be
    }

    /// True where a character has no end.
    var isIncomplete: Bool { !pending.isEmpty }

    private enum Reading {
        case character(UInt32, Int)
        case incomplete
        case wrong
    }

    mutating func convert(_ bytes: [UInt8]) -> [UInt8] {
        let input = pending + bytes
        pending = []
        var result: [UInt8] = []
        result.reserveCapacity(input.count)
        var place = 0
        while place < input.count {
            switch read(input, place) {
            case .incomplete:
                pending = Array(input[place...])
                return result
            case .wrong:
                guard skips else {
                    fault = position
                    return result
                }
                hasSkipped = true
                place += 1
                position += 1
            case .character(let scalar, let count):
                if !isStarted, source == .utf16 || source == .utf32, scalar == 0xfeff {
                    isStarted = true
                } else {
                    isStarted = true
                    if !write(scalar, &result) {
                        guard skips else {
                            fault = position
                            return result
                        }
                        hasSkipped = true
                    }
                }
                place += count
                position += count
            }
        }
        return result
    }

    private mutating func read(_ input: [UInt8], _ place: Int) -> Reading {
        let byte = input[place]
        switch source {
        case .ascii: return byte < 128 ? .character(UInt32(byte), 1) : .wrong
        case .latin1: return .character(UInt32(byte), 1)
        case .latin9: return .character(CharacterSet.latin9Changes[byte] ?? UInt32(byte), 1)
        case .windows1252:
            guard byte &- 128 < 32 else { return .character(UInt32(byte), 1) }
            let scalar = CharacterSet.windows[Int(byte - 128)]
            return scalar == 0 ? .wrong : .character(scalar, 1)
        case .utf8: return readUTF8(input, place)
        case .utf16, .utf16le, .utf16be:
            guard place + 2 <= input.count else { return .incomplete }
            if !isStarted, source == .utf16, input[place] == 0xfe, input[place + 1] == 0xff {
                isBig = true
            }
            let unit = unit(input, place, 2)
            guard (0xd800..<0xe000).contains(unit) else { return .character(unit, 2) }
            guard unit < 0xdc00 else { return .wrong }
            guard place + 4 <= input.count else { return .incomplete }
            let low = self.unit(input, place + 2, 2)
            guard (0xdc00..<0xe000).contains(low) else { return .wrong }
            return .character(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00), 4)
        case .utf32, .utf32le, .utf32be:
            guard place + 4 <= input.count else { return .incomplete }
            if !isStarted, source == .utf32, input[place] == 0, input[place + 3] == 0xff {
                isBig = true
            }
            let scalar = unit(input, place, 4)
            return scalar > 0x10ffff || (0xd800..<0xe000).contains(scalar)
                ? .wrong : .character(scalar, 4)
        }
    }

    private func unit(_ input: [UInt8], _ place: Int, _ size: Int) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<size {
            value = value << 8 | UInt32(input[place + (isBig ? offset : size - 1 - offset)])
        }
        return value
    }

    private func readUTF8(_ input: [UInt8], _ place: Int) -> Reading {
        let first = input[place]
        if first < 0x80 { return .character(UInt32(first), 1) }
        let count = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
        if count == 0 { return .wrong }
        var scalar = UInt32(first) & (0x7f >> UInt32(count))
        for offset in 1..<count {
            guard place + offset < input.count else { return .incomplete }
            let byte = input[place + offset]
            guard byte & 0xc0 == 0x80 else { return .wrong }
            scalar = scalar << 6 | UInt32(byte & 0x3f)
        }
        if count == 3, scalar < 0x800 || (0xd800..<0xe000).contains(scalar) { return .wrong }
        if count == 4, scalar < 0x10000 || scalar > 0x10ffff { return .wrong }
        return .character(scalar, count)
    }

    private mutating func write(_ scalar: UInt32, _ result: inout [UInt8]) -> Bool {
        func narrow() -> Bool {
            if translates {
                result.append(UInt8(ascii: "?"))
                return true
            }
            return false
        }
        switch target {
        case .ascii:
            if scalar >= 128 { return narrow() }
            result.append(UInt8(scalar))
        case .latin1:
            if scalar >= 256 { return narrow() }
            result.append(UInt8(scalar))
        case .latin9:
            if let byte = CharacterSet.latin9Changes.first(where: { $0.value == scalar })?.key {
                result.append(byte)
            } else if scalar < 256, CharacterSet.latin9Changes[UInt8(scalar)] == nil {
                result.append(UInt8(scalar))
            } else {
                return narrow()
            }
        case .windows1252:
            if scalar < 256, !(128..<160).contains(scalar) {
                result.append(UInt8(scalar))
            } else if let index = CharacterSet.windows.firstIndex(of: scalar), scalar != 0 {
                result.append(UInt8(128 + index))
            } else {
                return narrow()
            }
        case .utf8:
            guard let character = UnicodeScalar(scalar) else { return false }
            result += Array(String(Character(character)).utf8)
        case .utf16, .utf16le, .utf16be:
            if target == .utf16, !hasWrittenMark { result += [0xff, 0xfe] }
            hasWrittenMark = true
            guard let character = UnicodeScalar(scalar) else { return false }
            for unit in String(Character(character)).utf16 {
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
                result += target == .utf16be ? [high, low] : [low, high]
            }
        case .utf32, .utf32le, .utf32be:
            if target == .utf32, !hasWrittenMark { result += [0xff, 0xfe, 0, 0] }
            hasWrittenMark = true
            let bytes = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: scalar >> $0) }
            result += target == .utf32be ? bytes.reversed() : bytes
        }
        return true
    }
}
