/// The lines of all files, one after the other.
final class SedInput {
    private let options: SedOptions
    private let settings: SedSettings
    private let host: any SedHost
    private var waiting: ArraySlice<[UInt8]>
    private var reader: SedLineReader?
    /// The number of the last line that was read.
    private(set) var lineNumber = 0
    /// The name of the file that is read; `-` for the standard input.
    private(set) var fileName: [UInt8] = [UInt8(ascii: "-")]
    /// Whether a file could not be read.
    private(set) var hasMissing = false
    /// Is told when a file begins that stands for itself, and when it ends.
    var onBegin: ([UInt8]) throws -> Void = { _ in }
    var onEnd: () throws -> Void = {}

    init(_ options: SedOptions, _ settings: SedSettings, _ host: any SedHost) {
        self.options = options
        self.settings = settings
        self.host = host
        waiting = options.files.isEmpty ? [[UInt8(ascii: "-")]] : options.files[...]
    }

    /// Adds the next line to `line`; nothing at the end, else whether it had its delimiter.
    ///
    /// - Throws: `ToolFailure` where a file cannot be read, and what the host throws.
    func readLine(into line: GrowingBytes) throws -> Bool? {
        while true {
            if let reader {
                do {
                    if let isEnded = try reader.readLine(into: line) {
                        lineNumber &+= 1
                        return isEnded
                    }
                    try endFile()
                } catch let error as ToolFileError {
                    throw readFailure(error)
                }
            }
            guard try openNext() else { return nil }
        }
    }

    /// Whether no line follows, in this file where files stand for themselves.
    ///
    /// - Throws: `ToolFailure` where a file cannot be read, and what the host throws.
    func isAtLastLine() throws -> Bool {
        while true {
            if let reader {
                do {
                    if try !reader.isExhausted() { return false }
                } catch let error as ToolFileError {
                    throw readFailure(error)
                }
                if options.isSeparate { return true }
                // Even where it is the last: the name of a file stays until the next is opened.
            }
            if waiting.isEmpty { return true }
            try endFile()
            _ = try openNext()
        }
    }

    /// Ends the reading before the end.
    ///
    /// - Throws: what the host throws.
    func stop() throws {
        waiting = []
        try endFile()
    }

    private func endFile() throws {
        guard let reader else { return }
        self.reader = nil
        try reader.close()
        if options.isSeparate { try onEnd() }
    }

    private func openNext() throws -> Bool {
        while let name = waiting.popFirst() {
            do {
                let isStandard = name == [UInt8(ascii: "-")] && !options.editsInPlace
                if !isStandard, options.editsInPlace { try requireRegular(name) }
                let input = isStandard ? host.standardInput : try host.openInput(name)
                reader = SedLineReader(input, delimiter: options.delimiter)
                fileName = name
            } catch let error as ToolFileError {
                hasMissing = true
                let words = settings.manners == .busybox ? "" : "can't read "
                try host.writeError(
                    Array("\(settings.name): \(words)".utf8) + name + Array(": ".utf8)
                        + error.reason + [10])
                continue
            }
            if options.isSeparate {
                lineNumber = 0
                try onBegin(name)
            }
            return true
        }
        return false
    }

    private func requireRegular(_ name: [UInt8]) throws {
        guard let kind = try host.kind(name), kind != .regular else { return }
        throw ToolFailure.sed(
            settings, Array("couldn't edit ".utf8) + name + Array(": not a regular file".utf8),
            status: 4)
    }

    private func readFailure(_ error: ToolFileError) -> ToolFailure {
        ToolFailure.sed(
            settings,
            Array("read error on ".utf8) + fileName + Array(": ".utf8) + error.reason, status: 4)
    }
}
