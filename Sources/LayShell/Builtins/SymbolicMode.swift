/// The mask of `umask`, in octal digits and in letters.
enum SymbolicMode {
    /// What `umask` (or `umask -S`) prints for `mask`, without the newline.
    static func text(_ mask: Int, symbolic: Bool) -> [UInt8] {
        guard symbolic else {
            return [48, 6, 3, 0].map { $0 == 48 ? 48 : UInt8(48 &+ (mask >> $0 & 7)) }
        }
        var output: [UInt8] = []
        for (shift, name) in [
            (6, UInt8(ascii: "u")), (3, UInt8(ascii: "g")), (0, UInt8(ascii: "o")),
        ] {
            if shift < 6 { output.append(UInt8(ascii: ",")) }
            output += [name, UInt8(ascii: "=")]
            if mask >> shift & 4 == 0 { output.append(UInt8(ascii: "r")) }
            if mask >> shift & 2 == 0 { output.append(UInt8(ascii: "w")) }
            if mask >> shift & 1 == 0 { output.append(UInt8(ascii: "x")) }
        }
        return output
    }

    /// The mask that `umask text` sets where `mask` was set.
    ///
    /// The error is the message after the shell's prefix: `umask: Illegal mode: u=q` in dash,
    /// ``umask: `q': invalid symbolic mode character`` in bash; in ash `illegal mode: u=q`, whose
    /// prefix names the command before the line. The status is 2 in dash and ash, 1 in bash.
    /// - Complexity: O(*n*) in the length of `text`.
    static func mask(
        _ text: [UInt8], from mask: Int, dialect: ShellDialect
    ) -> Result<Int, SymbolicModeError> {
        if let first = text.first, first &- 48 < (dialect == .ash ? 8 : 10) {
            return octal(text, dialect)
        }
        let allowed = ~mask & 0o777
        let result: Result<Int, SymbolicModeError>
        switch dialect {
        case .dash: result = dash(text, allowed)
        case .ash: result = ash(text, allowed, mask)
        case .bash: result = bash(text, allowed)
        }
        return result.map { ~$0 & 0o777 }
    }

    private static func octal(
        _ text: [UInt8], _ dialect: ShellDialect
    ) -> Result<Int, SymbolicModeError> {
        let name = ShellBytes.message(text)
        var value = 0
        var isValid = true
        for byte in text {
            if byte &- 48 > 7 { isValid = false }
            value = min(value << 3 | Int(byte & 7), 1 << 40)
        }
        switch dialect {
        case .dash:
            return isValid
                ? .success(value & 0o777)
                : .failure(SymbolicModeError("umask: Illegal number: \(name)"))
        case .ash:
            return isValid && value <= 0o777
                ? .success(value)
                : .failure(SymbolicModeError("illegal mode: \(name)"))
        case .bash:
            return isValid && value <= 0o7777
                ? .success(value & 0o777)
                : .failure(SymbolicModeError("umask: \(name): octal number out of range"))
        }
    }

    /// The places (`u` 0100, `g` 0010, `o` 0001) that the letters from `index` on name.
    private static func places(_ text: [UInt8], _ index: inout Int) -> Int {
        var places = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "u"): places |= 0o100
            case UInt8(ascii: "g"): places |= 0o010
            case UInt8(ascii: "o"): places |= 0o001
            case UInt8(ascii: "a"): places |= 0o111
            default: return places
            }
            index &+= 1
        }
        return places
    }

    private static func isOperator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "=")
    }

    private static func permission(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "r"): 4
        case UInt8(ascii: "w"): 2
        case UInt8(ascii: "x"): 1
        default: nil
        }
    }

    /// Bits of one place that another place has.
    private static func copied(_ byte: UInt8, _ bits: Int) -> Int? {
        switch byte {
        case UInt8(ascii: "u"): bits >> 6 & 7
        case UInt8(ascii: "g"): bits >> 3 & 7
        case UInt8(ascii: "o"): bits & 7
        default: nil
        }
    }

    private static func dash(
        _ text: [UInt8], _ start: Int
    ) -> Result<Int, SymbolicModeError> {
        var bits = start
        var index = 0
        var who = 0
        while index < text.count {
            who |= places(text, &index)
            if who == 0 { who = 0o111 }
            guard index < text.count, isOperator(text[index]) else { return illegal(text) }
            let sign = text[index]
            index &+= 1
            var value = 0
            while index < text.count {
                let byte = text[index]
                if let bit = permission(byte) {
                    value |= bit
                } else if let copy = copied(byte, start) {
                    value |= copy
                } else if byte == UInt8(ascii: "X") {
                    if start & 0o111 != 0 { value |= 1 }
                } else if byte != UInt8(ascii: "s") {
                    break
                }
                index &+= 1
            }
            switch sign {
            case UInt8(ascii: "-"): bits &= ~(value &* who)
            case UInt8(ascii: "+"): bits |= value &* who
            default: bits = value &* who | bits & ~(who &* 7)
            }
            guard index < text.count else { break }
            if text[index] == UInt8(ascii: ",") {
                who = 0
                index &+= 1
            } else if !isOperator(text[index]) {
                return illegal(text)
            }
        }
        return .success(bits)
    }

    private static func illegal(_ text: [UInt8]) -> Result<Int, SymbolicModeError> {
        .failure(SymbolicModeError("umask: Illegal mode: \(ShellBytes.message(text))"))
    }

    private static func ash(
        _ text: [UInt8], _ start: Int, _ mask: Int
    ) -> Result<Int, SymbolicModeError> {
        let failure = SymbolicModeError("illegal mode: \(ShellBytes.message(text))")
        var bits = start
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: ",") {
                index &+= 1
                continue
            }
            let first = index
            var who = places(text, &index) &* 7
            // `s` and `t` reach beyond the nine bits, which the mask may not do in the end.
            if who & 0o700 != 0 { who |= 0o4000 }
            if who & 0o070 != 0 { who |= 0o2000 }
            if text[first..<index].contains(UInt8(ascii: "a")) { who |= 0o1000 }
            repeat {
                guard index < text.count, isOperator(text[index]) else {
                    return .failure(failure)
                }
                let sign = text[index]
                index &+= 1
                if sign == UInt8(ascii: "=") { bits &= who == 0 ? 0 : ~who }
                var value = 0
                if index < text.count, let copy = copied(text[index], bits) {
                    value = copy &* 0o111
                    index &+= 1
                } else {
                    while index < text.count {
                        let byte = text[index]
                        if let bit = permission(byte) {
                            value |= bit &* 0o111
                        } else if byte == UInt8(ascii: "X") {
                            if bits & 0o111 != 0 { value |= 0o111 }
                        } else if byte == UInt8(ascii: "s") {
                            value |= 0o6000
                        } else if byte == UInt8(ascii: "t") {
                            value |= 0o1000
                        } else {
                            break
                        }
                        index &+= 1
                    }
                }
                value &= who == 0 ? ~mask & 0o7777 : who
                if sign == UInt8(ascii: "-") { bits &= ~value } else { bits |= value }
            } while index < text.count && text[index] != UInt8(ascii: ",")
        }
        return bits > 0o777 ? .failure(failure) : .success(bits)
    }

    private static func bash(
        _ text: [UInt8], _ start: Int
    ) -> Result<Int, SymbolicModeError> {
        func fault(_ index: Int, _ what: String) -> Result<Int, SymbolicModeError> {
            let letter = index < text.count ? ShellBytes.message([text[index]]) : "\0"
            return .failure(SymbolicModeError("umask: `\(letter)': invalid symbolic mode \(what)"))
        }
        var bits = start
        var index = 0
        while true {
            let who = places(text, &index) &* 7
            guard index < text.count, isOperator(text[index]) else {
                return fault(index, "operator")
            }
            let sign = text[index]
            index &+= 1
            var value = 0
            while index < text.count, let bit = permission(text[index]) {
                value |= bit &* 0o111
                index &+= 1
            }
            guard index == text.count || text[index] == UInt8(ascii: ",") else {
                return fault(index, "character")
            }
            if who != 0 { value &= who }
            switch sign {
            case UInt8(ascii: "+"): bits |= value
            case UInt8(ascii: "-"): bits &= ~value
            default: bits = bits & ~(who == 0 ? 0o777 : who) | value
            }
            if index == text.count { return .success(bits) }
            index &+= 1
        }
    }
}

/// A mask that `umask` does not understand.
struct SymbolicModeError: Error, Equatable {
    /// The message in the shell's words.
    let message: String

    init(_ message: String) { self.message = message }
}
