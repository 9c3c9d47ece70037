/// The symbols that a program cannot tell apart, gathered under one column of a table each.
///
/// ASCII (or all bytes) is divided at once; a wide character gets its column when it is first
/// seen, since asking all of Unicode would take longer than most searches.
final class SymbolClasses {
    /// The column whose entries send the search to decode a character.
    static let escape = 0
    /// The column of the end of the text.
    static let end = 1

    private let program: Program
    /// The columns of single bytes.
    let byteColumns: UnsafeMutablePointer<UInt16>
    /// For each column the sets that hold its symbols, as bits.
    private(set) var members: [[UInt64]] = [[], []]
    /// For each column the context that its symbols make.
    private(set) var contexts: [Context]
    private var known: [[UInt64]: UInt16] = [:]
    /// Columns of wide symbols, by pages of 256, 0 where not yet known.
    private var pages: [Int32] = []
    private var pageColumns: [UInt16] = []

    init(_ program: Program) {
        self.program = program
        contexts = [[], program.textEnd]
        byteColumns = .allocate(capacity: 256)
        byteColumns.initialize(repeating: 0, count: 256)
        for value in UInt32(0)..<(program.isUTF8 ? 0x80 : 0x100) {
            byteColumns[Int(value)] = classify(Symbol(value: value))
        }
    }

    deinit { byteColumns.deallocate() }

    /// How many columns there are now.
    var count: Int { members.count }

    /// Whether the set `index` holds the symbols of a column.
    @inline(__always)
    func column(_ column: Int, isIn index: Int32) -> Bool {
        members[column][Int(index) >> 6] >> UInt64(index & 63) & 1 != 0
    }

    /// The column of a symbol of several bytes, or of a stray byte.
    func wideColumn(_ symbol: Symbol) -> Int {
        let page = Int(symbol.value >> 8)
        if pages.isEmpty { pages = [Int32](repeating: -1, count: 0x1101) }
        var start = Int(pages[page])
        if start < 0 {
            start = pageColumns.count
            pages[page] = Int32(truncatingIfNeeded: start)
            pageColumns.append(contentsOf: repeatElement(0, count: 256))
        }
        let index = start &+ Int(symbol.value & 0xFF)
        if pageColumns[index] == 0 { pageColumns[index] = classify(symbol) }
        return Int(pageColumns[index])
    }

    /// Finds or makes the column of a symbol.
    ///
    /// - Complexity: O(the number of sets).
    private func classify(_ symbol: Symbol) -> UInt16 {
        var signature = [UInt64](repeating: 0, count: program.sets.count / 64 + 2)
        for (index, set) in program.sets.enumerated() where set.contains(symbol) {
            signature[index >> 6] |= 1 << UInt64(index & 63)
        }
        let context = program.context(of: symbol)
        signature[signature.count - 1] = UInt64(context.rawValue)
        if let column = known[signature] { return column }
        let column = UInt16(truncatingIfNeeded: members.count)
        known[signature] = column
        members.append(signature)
        contexts.append(context)
        return column
    }
}
