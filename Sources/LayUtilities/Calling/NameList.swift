import LayFiles
import LayShell

extension UtilityCall {
    /// The names that the file of `--files0-from` has, each ended by NUL; those that are none are
    /// told of.
    ///
    /// - Parameter failure: the status of a name that is none, and of a list that cannot be read.
    /// - Throws: `UtilityFailure` where there are operands too, or the list cannot be read.
    func listedNames(
        _ list: [UInt8], failure: UInt8 = 1, counting: (Int) -> Void = { _ in }
    ) throws -> [[UInt8]] {
        if let extra = operands.first {
            throw misuse(
                "extra operand \(FileNameQuoting.always(extra))\n"
                    + "file operands cannot be combined with --files0-from")
        }
        var names: [[UInt8]] = []
        var number = 0
        do {
            let reader = try reader(list)
            defer { reader.close() }
            while let line = try reader.line(0) {
                number += 1
                let name = Array(reader.bytes[line.range])
                if list == [45], name == [45] {
                    try refuse(
                        "when reading file names from stdin, no file name of '-' allowed", failure)
                } else if name.isEmpty {
                    try refuse("\(shown(list)):\(number): invalid zero-length file name", failure)
                } else {
                    try context.hold(name.count + 32)
                    names.append(name)
                }
            }
        } catch let error as FileError where error.bound == nil {
            let reason = "cannot open \(quoted(list)) for reading: \(error.reason)"
            throw UtilityFailure(
                utility.name == "sort"
                    ? "open failed: \(shown(list)): \(error.reason)" : reason, status: failure)
        }
        counting(number)
        return names
    }

    private func refuse(_ message: String, _ failure: UInt8) throws {
        // sort does not go on without a file that it was told of.
        if utility.name == "sort" { throw UtilityFailure(message, status: failure) }
        try complain(message)
        status = max(status, failure)
    }
}
