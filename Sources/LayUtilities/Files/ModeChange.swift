/// A change of a mode, octal or in letters: `755`, `u=rwX,go-w`, `a=u` (POSIX.1-2017, chmod).
struct ModeChange {
    private enum Kind {
        case bits, copy, executeWhereAny
    }

    private struct Clause {
        let operation: UInt8
        let kind: Kind
        let affected: UInt16
        let value: UInt16
        let mentioned: UInt16
    }

    private static let all: UInt16 = 0o7777
    private var clauses: [Clause] = []
    /// True where directories keep bits that are not mentioned, and `o` has the sticky bit: in GNU's.
    private let isGNU: Bool

    /// Reads a change; `nil` for a text that is none.
    init?(_ text: [UInt8], _ manner: Manner) {
        isGNU = manner == .gnu
        guard !text.isEmpty else { return nil }
        if text[0] &- 48 < 8 {
            guard let value = Self.octal(text[...]) else { return nil }
            let mentioned = text.count < 5 ? value & 0o7000 | 0o777 : Self.all
            clauses = [
                Clause(
                    operation: 61, kind: .bits, affected: Self.all, value: value,
                    mentioned: mentioned)
            ]
            return
        }
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard readClause(part) else { return nil }
        }
    }

    /// The change that gives a mode.
    init(mode: UInt16) {
        isGNU = true
        clauses = [
            Clause(
                operation: 61, kind: .bits, affected: Self.all, value: mode & Self.all,
                mentioned: Self.all)
        ]
    }

    private static func octal(_ digits: some Collection<UInt8>) -> UInt16? {
        var value: UInt16 = 0
        for digit in digits {
            guard digit &- 48 < 8, value <= Self.all >> 3 else { return nil }
            value = value << 3 | UInt16(digit &- 48)
        }
        return value
    }

    private mutating func readClause(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        var affected: UInt16 = 0
        who: while let letter = rest.first {
            switch letter {
            case UInt8(ascii: "u"): affected |= 0o4700
            case UInt8(ascii: "g"): affected |= 0o2070
            case UInt8(ascii: "o"): affected |= isGNU ? 0o1007 : 0o007
            case UInt8(ascii: "a"): affected |= Self.all
            default: break who
            }
            rest.removeFirst()
        }
        guard !rest.isEmpty else { return false }
        while let operation = rest.popFirst() {
            guard [61, 43, 45].contains(operation) else { return false }
            guard let clause = Self.clause(operation, affected, &rest) else { return false }
            clauses.append(clause)
        }
        return true
    }

    private static func clause(
        _ operation: UInt8, _ affected: UInt16, _ rest: inout ArraySlice<UInt8>
    ) -> Clause? {
        var value: UInt16 = 0
        var kind = Kind.bits
        if let first = rest.first, first &- 48 < 8 {
            guard affected == 0, let number = octal(rest) else { return nil }
            rest = []
            return Clause(
                operation: operation, kind: .bits, affected: all, value: number, mentioned: all)
        }
        copied: switch rest.first {
        case UInt8(ascii: "u")?: (value, kind) = (0o700, .copy)
        case UInt8(ascii: "g")?: (value, kind) = (0o070, .copy)
        case UInt8(ascii: "o")?: (value, kind) = (0o007, .copy)
        default: break copied
        }
        if kind == .copy { rest.removeFirst() }
        letters: while kind != .copy, let letter = rest.first {
            switch letter {
            case UInt8(ascii: "r"): value |= 0o444
            case UInt8(ascii: "w"): value |= 0o222
            case UInt8(ascii: "x"): value |= 0o111
            case UInt8(ascii: "X"): kind = .executeWhereAny
            case UInt8(ascii: "s"): value |= 0o6000
            case UInt8(ascii: "t"): value |= 0o1000
            default: break letters
            }
            rest.removeFirst()
        }
        return Clause(
            operation: operation, kind: kind, affected: affected, value: value,
            mentioned: affected != 0 ? affected & value : value)
    }

    /// The mode that becomes of another one. A directory keeps setuid and setgid where they are not
    /// mentioned.
    func applied(to old: UInt16, isDirectory: Bool, umask: UInt16) -> UInt16 {
        var mode = old & Self.all
        for clause in clauses {
            let kept = isDirectory && isGNU ? 0o6000 & ~clause.mentioned : 0
            var value = clause.value
            switch clause.kind {
            case .bits: break
            case .copy:
                value &= mode
                for bits: UInt16 in [0o444, 0o222, 0o111] where value & bits != 0 { value |= bits }
                value &= 0o777
            case .executeWhereAny:
                if isDirectory || mode & 0o111 != 0 { value |= 0o111 }
            }
            value &= (clause.affected != 0 ? clause.affected : ~umask) & ~kept
            switch clause.operation {
            case 43: mode |= value
            case 45: mode &= ~value
            default:
                let preserved = (clause.affected != 0 ? ~clause.affected : 0) | kept
                mode = mode & preserved | value
            }
        }
        return mode & Self.all
    }
}
