internal import LayRegex

/// What stands behind `=~`.
enum ShellExpression {
    /// The groups of a match, the whole first; none for no match; `nil` for an expression that
    /// cannot be read.
    ///
    /// - Throws: `RegularExpressionError` for a search that takes too many steps.
    static func match(_ expression: [UInt8], _ text: [UInt8], foldsCase: Bool, isUTF8: Bool) throws
        -> [Range<Int>?]?
    {
        var options = RegularExpression.Options.bash
        if foldsCase { options.insert(.foldsCase) }
        if isUTF8 { options.insert(.isUTF8) }
        let compiled: RegularExpression
        do {
            compiled = try RegularExpression(expression, options)
        } catch {
            return nil
        }
        guard let found = try compiled.firstMatch(in: text) else { return [] }
        return [found.range] + found.groups
    }
}

extension Shell {
    /// A word as an expression: what is quoted stands for itself.
    func expression(_ parts: [PartCode]) throws -> [UInt8] {
        var result: [UInt8] = []
        func addQuoted(_ bytes: [UInt8]) {
            for byte in bytes {
                if ".[]*^$+?(){}|\\".utf8.contains(byte) { result.append(UInt8(ascii: "\\")) }
                result.append(byte)
            }
        }
        for part in parts {
            switch part {
            case .literal(let bytes): result += bytes
            case .quoted(let bytes): addQuoted(bytes)
            case .doubleQuoted(let inner): addQuoted(try single(inner, isQuoted: true))
            default: result += try single([part])
            }
        }
        return result
    }
}
