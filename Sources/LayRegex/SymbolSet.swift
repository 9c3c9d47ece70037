/// A set of symbols: a bitmap for the first 256 and, with UTF-8, ranges and classes above ASCII.
///
/// In UTF-8 only the lower half of the bitmap is used; case is folded when a wide symbol is asked
/// for, since a range may hold a million of them.
struct SymbolSet: Hashable, Sendable {
    private var bitmap: [UInt64] = [0, 0, 0, 0]
    private var ranges: [ClosedRange<Symbol>] = []
    private var kinds: CharacterKind = []
    private(set) var isNegated = false
    private let foldsCase: Bool
    let isUTF8: Bool

    /// An empty set.
    init(isUTF8: Bool, foldsCase: Bool) {
        self.isUTF8 = isUTF8
        self.foldsCase = foldsCase
    }

    /// Whether a byte below `limit` is in the set.
    @inline(__always)
    func contains(narrow value: UInt32) -> Bool {
        bitmap[Int(value >> 6 & 3)] >> UInt64(value & 63) & 1 != 0
    }

    /// Whether `symbol` is in the set.
    ///
    /// - Complexity: O(the number of ranges) for a symbol above ASCII.
    func contains(_ symbol: Symbol) -> Bool {
        if symbol.value < (isUTF8 ? 0x80 : 0x100) { return contains(narrow: symbol.value) }
        if symbol.value >= Symbol.firstStray { return hasRange(symbol) && !isNegated }
        var found = hasWide(symbol)
        if foldsCase, !found {
            found = symbol.counterparts(isUTF8: isUTF8).contains { other in
                other.value < 0x80 ? contains(narrow: other.value) != isNegated : hasWide(other)
            }
        }
        return found != isNegated
    }

    private func hasRange(_ symbol: Symbol) -> Bool { ranges.contains { $0.contains(symbol) } }

    private func hasWide(_ symbol: Symbol) -> Bool {
        if hasRange(symbol) { return true }
        guard !kinds.isEmpty, let scalar = Unicode.Scalar(symbol.value) else { return false }
        return !CharacterKind(scalar).isDisjoint(with: kinds)
    }

    /// The only symbol of the set, where there is one.
    var single: Symbol? {
        guard !isNegated, kinds.isEmpty else { return nil }
        let count = bitmap.reduce(0) { $0 + $1.nonzeroBitCount }
        if count == 1, ranges.isEmpty, let word = bitmap.firstIndex(where: { $0 != 0 }) {
            return Symbol(value: UInt32(word * 64 + bitmap[word].trailingZeroBitCount))
        }
        if count == 0, ranges.count == 1, !foldsCase, ranges[0].lowerBound == ranges[0].upperBound {
            return ranges[0].lowerBound
        }
        return nil
    }
}

extension SymbolSet {
    private mutating func insert(narrow value: UInt32) {
        bitmap[Int(value >> 6 & 3)] |= 1 << UInt64(value & 63)
    }

    /// Adds the symbols of a range, and their other case where case is folded.
    mutating func insert(_ range: ClosedRange<Symbol>) {
        let limit: UInt32 = isUTF8 ? 0x7F : 0xFF
        if range.lowerBound.value <= limit {
            for value in range.lowerBound.value...min(limit, range.upperBound.value) {
                insert(narrow: value)
            }
        }
        guard range.upperBound.value > limit else { return }
        let low = Symbol(value: max(limit &+ 1, range.lowerBound.value))
        ranges.append(low...range.upperBound)
        guard foldsCase, range.upperBound.value &- low.value < 0x800 else { return }
        for value in low.value...range.upperBound.value {
            for other in Symbol(value: value).counterparts(isUTF8: isUTF8) {
                if other.value <= limit {
                    insert(narrow: other.value)
                } else {
                    ranges.append(other...other)
                }
            }
        }
    }

    /// Adds one symbol.
    mutating func insert(_ symbol: Symbol) { insert(symbol...symbol) }

    /// Adds a named class.
    mutating func insert(_ kind: CharacterKind) {
        for value in UInt8(0)..<0x80
        where !CharacterKind(ascii: value).isDisjoint(with: kind) {
            insert(narrow: UInt32(value))
        }
        if isUTF8 { kinds.formUnion(kind) }
    }

    /// Ends the making of the set: folds ASCII, negates, and takes the newline out.
    mutating func finish(isNegated negated: Bool, excludesNewline: Bool) {
        if foldsCase {
            for value in UInt32(0x41)...0x5A {
                let other = value ^ 0x20
                if contains(narrow: value) { insert(narrow: other) }
                if contains(narrow: other) { insert(narrow: value) }
            }
        }
        if negated {
            isNegated = true
            bitmap = bitmap.map { ~$0 }
        }
        if isUTF8 { bitmap[2] = 0; bitmap[3] = 0 }
        if excludesNewline { bitmap[0] &= ~(1 << 10) }
    }
}

extension SymbolSet {
    /// Whether symbols beyond the bitmap may be in the set.
    var mayHoldWide: Bool {
        isUTF8 && (isNegated || foldsCase || !kinds.isEmpty || !ranges.isEmpty)
    }
}
