/// The files that a script reads and writes itself.
final class SedFiles {
    private let host: any SedHost
    private let settings: SedSettings
    private let delimiter: UInt8
    private var outputs: [(path: [UInt8], output: SedOutput)] = []
    private var readers: [[UInt8]: SedLineReader?] = [:]
    /// The standard output, also while files are edited in place.
    let standardOutput: SedOutput

    init(_ options: SedOptions, _ settings: SedSettings, _ host: any SedHost) {
        self.host = host
        self.settings = settings
        delimiter = options.delimiter
        standardOutput = SedOutput(
            delimiter: delimiter, isUnbuffered: options.isUnbuffered,
            hold: { try host.hold($0) }
        ) { try Self.guardingOutput(settings) { [bytes = $0] in try host.writeOutput(bytes) } }
    }

    /// Makes the files that a script writes.
    ///
    /// - Throws: `ToolFailure` where one cannot be made.
    func create(for script: SedScript) throws {
        for command in script.commands {
            switch command.action {
            case .write(let path), .writeFirst(let path): try create(path)
            case .substitute(let substitution):
                if let path = substitution.options.path { try create(path) }
            default: break
            }
        }
    }

    private var hold: (Int) throws -> Void { { [host] in try host.hold($0) } }

    private func create(_ path: [UInt8]) throws {
        if outputs.contains(where: { $0.path == path }) { return }
        if path == Array("/dev/stdout".utf8) {
            outputs.append((path, standardOutput))
            return
        }
        if path == Array("/dev/stderr".utf8) {
            let output = SedOutput(delimiter: delimiter, isUnbuffered: true, hold: hold) { [host] in
                try host.writeError($0)
            }
            outputs.append((path, output))
            return
        }
        do {
            let file = try host.createOutput(path)
            let output = SedOutput(
                delimiter: delimiter, isUnbuffered: false, hold: hold,
                { [settings] bytes in
                    try Self.guardingOutput(settings, path) { try file.write(bytes) }
                },
                end: { try file.close() })
            outputs.append((path, output))
        } catch let error as ToolFileError {
            throw ToolFailure.sed(
                settings,
                Array("couldn't open file ".utf8) + path + Array(": ".utf8) + error.reason,
                status: 4)
        }
    }

    /// Tells of a failure to write in sed's words.
    ///
    /// - Throws: `ToolFailure`, and what the host throws.
    static func guardingOutput(
        _ settings: SedSettings, _ name: [UInt8] = Array("stdout".utf8),
        _ body: () throws -> Void
    ) throws {
        do {
            try body()
        } catch let error as ToolFileError {
            throw ToolFailure.sed(
                settings,
                Array("couldn't flush ".utf8) + name + Array(": ".utf8) + error.reason, status: 4)
        }
    }

    /// The output of a path that the script names.
    func output(_ path: [UInt8]) -> SedOutput {
        outputs.first { $0.path == path }?.output ?? standardOutput
    }

    /// Writes out everything that has been gathered.
    ///
    /// - Throws: what the host throws.
    func flush() throws {
        try standardOutput.flush()
        for (_, output) in outputs { try output.flush() }
    }

    /// Ends all files.
    ///
    /// - Throws: what the host throws.
    func close() throws {
        try standardOutput.flush()
        for (_, output) in outputs { try output.close() }
        outputs = []
        for case .some(let reader) in readers.values { try reader.close() }
        readers = [:]
    }

    /// Copies a whole file to an output; one that cannot be read is empty.
    ///
    /// - Throws: what the host throws.
    func copy(_ path: [UInt8], to output: SedOutput) throws {
        for (_, output) in outputs { try output.flush() }
        // Even a file that is missing ends the line before it.
        try output.write([])
        guard let input = try open(path) else { return }
        defer { input.close() }
        do {
            while true {
                let bytes = try input.read(1 << 16)
                if bytes.isEmpty { return }
                try host.step(1 + bytes.count / 64)
                try output.write(bytes)
            }
        } catch is ToolFileError {}
    }

    private func open(_ path: [UInt8]) throws -> (any ToolInput)? {
        do {
            return path == Array("/dev/stdin".utf8)
                ? host.standardInput : try host.openInput(path)
        } catch is ToolFileError {
            return nil
        }
    }

    /// Adds the next line of a file to `line`; nothing at its end or where it cannot be read.
    ///
    /// - Throws: what the host throws.
    func readLine(_ path: [UInt8], into line: GrowingBytes) throws -> Bool? {
        if readers[path] == nil {
            for (_, output) in outputs { try output.flush() }
            let input = try open(path)
            readers[path] = .some(input.map { SedLineReader($0, delimiter: delimiter) })
        }
        do {
            return try readers[path]??.readLine(into: line)
        } catch is ToolFileError {
            return nil
        }
    }
}
