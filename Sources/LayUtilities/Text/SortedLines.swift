import LayFiles
import LayShell

/// The lines of a sorted file, one after the other, for comm and join.
final class SortedLines {
    let name: [UInt8]
    private let reader: ByteReader
    private let delimiter: UInt8
    /// The line at hand; `nil` at the end.
    private(set) var line: [UInt8]?
    private(set) var number = 0

    /// - Throws: `UtilityFailure` for a file that cannot be opened.
    init(_ name: [UInt8], _ delimiter: UInt8, _ call: UtilityCall) throws {
        self.name = name
        self.delimiter = delimiter
        do {
            reader = try call.reader(name)
            try advance()
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
    }

    deinit { reader.close() }

    /// Goes on to the next line.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func advance() throws {
        line = try reader.line(delimiter).map { Array(reader.bytes[$0.range]) }
        if line != nil { number += 1 }
    }
}
