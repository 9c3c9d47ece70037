/// A pattern and what is done where it holds.
struct AwkRule {
    /// Nil where the rule holds for every record.
    let pattern: AwkNode?
    /// The end of a range, where the rule is one.
    let last: AwkNode?
    /// Nil where the record is printed.
    let body: AwkStatement?
    let line: Int
}

/// A program, compiled. It belongs to one machine at a time.
final class AwkProgram {
    fileprivate(set) var begins: [AwkStatement] = []
    fileprivate(set) var ends: [AwkStatement] = []
    fileprivate(set) var beginFiles: [AwkStatement] = []
    fileprivate(set) var endFiles: [AwkStatement] = []
    fileprivate(set) var rules: [AwkRule] = []
    fileprivate(set) var functions: [[UInt8]: AwkFunction] = [:]
    /// The names of the slots.
    let globalNames: [[UInt8]]
    /// The slots of the names.
    let globalSlots: [[UInt8]: Int]
    /// Whether `RT` is asked for.
    let usesTerminator: Bool

    /// Whether the program reads its input for more than its rules.
    var readsFiles: Bool { !beginFiles.isEmpty || !endFiles.isEmpty }

    /// Compiles a program's text.
    ///
    /// `hasStackRoom` says whether the text may nest one level deeper.
    ///
    /// - Throws: `AwkError` for a text that is no program.
    init(
        _ source: [UInt8], _ manner: AwkManner = .gawk, hasStackRoom: @escaping () -> Bool
    ) throws {
        var parser = AwkParser(source, manner, hasStackRoom)
        try parser.parse()
        begins = parser.begins
        ends = parser.ends
        beginFiles = parser.beginFiles
        endFiles = parser.endFiles
        rules = parser.rules
        functions = parser.names.functions
        globalNames = parser.names.globals
        globalSlots = parser.names.slots
        usesTerminator = parser.names.usesTerminator
    }
}
