internal import LayRegex

/// Runs a script over the lines of files.
final class SedMachine {
    let script: SedScript
    let options: SedOptions
    let settings: SedSettings
    let host: any SedHost
    let input: SedInput
    let files: SedFiles
    /// Where lines are printed.
    var output: SedOutput
    let isQuiet: Bool

    var pattern: SedSpace
    var holdSpace: SedSpace
    /// What an `s` builds its line in.
    var scratch: GrowingBytes
    /// What an `R` reads its line into.
    let lineBuffer: GrowingBytes
    var match = RegularExpression.Match()
    /// The pattern that an empty one stands for.
    var lastPattern: SedPattern?
    /// Whether an `s` has changed a line since it was read or a `t` was taken.
    var hasReplaced = false
    /// What is printed at the end of the cycle.
    var queue: [Queued] = []
    /// Whether the next cycle keeps its pattern space.
    var keepsPattern = false
    /// Steps that the host has not been told of.
    private var steps = 0

    /// What waits for the end of the cycle.
    enum Queued {
        case text([UInt8])
        case file([UInt8])
        case line([UInt8], isEnded: Bool)
    }

    /// How a cycle ends.
    enum CycleEnd {
        /// At the end of the script: the line is printed.
        case script
        /// Without printing.
        case deleted
        /// With everything else.
        case quit(UInt8), quitSilently(UInt8)
    }

    init(
        _ script: SedScript, _ options: SedOptions, _ settings: SedSettings, _ host: any SedHost
    ) throws {
        self.script = script
        self.options = options
        self.settings = settings
        self.host = host
        isQuiet = options.isQuiet || script.isQuiet
        let hold = { [host] in try host.hold($0) }
        pattern = SedSpace(hold)
        holdSpace = SedSpace(hold)
        scratch = GrowingBytes(hold)
        lineBuffer = GrowingBytes(hold)
        input = SedInput(options, settings, host)
        files = SedFiles(options, settings, host)
        output = files.standardOutput
    }

    /// Runs the script; the status that sed ends with.
    ///
    /// - Throws: `ToolFailure` where it cannot go on, and what the host throws.
    func run() throws -> UInt8 {
        input.onBegin = { [unowned self] in try beginFile($0) }
        input.onEnd = { [unowned self] in try endFile() }
        try files.create(for: script)
        do {
            let status = try cycles()
            try input.stop()
            try files.close()
            try count(steps: 0, isLast: true)
            return input.hasMissing ? (settings.manners == .busybox ? 1 : 2) : status
        } catch let failure as ToolFailure {
            try files.flush()
            throw failure
        }
    }

    private func cycles() throws -> UInt8 {
        while true {
            if keepsPattern {
                keepsPattern = false
            } else {
                hasReplaced = false
                guard try readPattern() else { return 0 }
            }
            switch try runScript() {
            case .script: try printPattern()
            case .deleted: break
            case .quit(let status):
                try printPattern()
                try flushQueue()
                return status
            case .quitSilently(let status): return status
            }
            try flushQueue()
        }
    }

    /// Prints the pattern space, unless `-n` forbids it.
    ///
    /// - Throws: what the host throws.
    func printPattern() throws {
        if !isQuiet { try output.writeLine(pattern.bytes.text, isEnded: pattern.isEnded) }
    }

    /// Reads the next line into the pattern space.
    ///
    /// - Throws: what the input throws.
    func readPattern() throws -> Bool {
        pattern.bytes.removeAll()
        return try appendPattern()
    }

    /// Adds the next line to the pattern space.
    ///
    /// - Throws: what the input throws.
    func appendPattern() throws -> Bool {
        if !queue.isEmpty { try flushQueue() }
        guard let isEnded = try input.readLine(into: pattern.bytes) else { return false }
        pattern.isEnded = isEnded
        return true
    }

    /// Counts steps of work, and tells the host now and then.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func count(steps more: Int, isLast: Bool = false) throws {
        steps &+= more
        if steps >= 2048 || isLast {
            let told = steps
            steps = 0
            try host.step(told)
        }
    }

    /// Prints what waits for the end of the cycle.
    ///
    /// - Throws: what the host throws.
    func flushQueue() throws {
        if queue.isEmpty { return }
        let waiting = queue
        queue = []
        for item in waiting {
            switch item {
            case .text(let text): try output.write(text)
            case .file(let path): try files.copy(path, to: output)
            case .line(let line, let isEnded):
                try line.withUnsafeBufferPointer { try output.writeLine($0, isEnded: isEnded) }
            }
        }
    }

    private func beginFile(_ name: [UInt8]) throws {
        for command in script.commands { command.reset() }
        guard options.editsInPlace else { return }
        do {
            let file = try host.replaceFile(name, backup: backup(of: name))
            output = SedOutput(
                delimiter: options.delimiter, isUnbuffered: false,
                hold: { [host] in try host.hold($0) }, { try file.write($0) },
                end: { try file.close() })
        } catch let error as ToolFileError {
            throw ToolFailure.sed(
                settings,
                Array("couldn't open temporary file for ".utf8) + name + Array(": ".utf8)
                    + error.reason, status: 4)
        }
    }

    private func endFile() throws {
        guard options.editsInPlace, output !== files.standardOutput else { return }
        try flushQueue()
        try output.close()
        output = files.standardOutput
    }

    /// The name of the backup of a file: the suffix behind it, or in place of each `*`.
    private func backup(of name: [UInt8]) -> [UInt8]? {
        if options.suffix.isEmpty { return nil }
        let start = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        guard options.suffix.contains(UInt8(ascii: "*")) else { return name + options.suffix }
        var made: [UInt8] = []
        for byte in options.suffix {
            if byte == UInt8(ascii: "*") { made += name[start...] } else { made.append(byte) }
        }
        return made.contains(UInt8(ascii: "/")) ? made : name[..<start] + made
    }
}

/// The pattern space or the hold space.
final class SedSpace {
    var bytes: GrowingBytes
    /// Whether the line had its delimiter.
    var isEnded = true

    init(_ hold: @escaping (Int) throws -> Void) { bytes = GrowingBytes(hold) }

    /// Takes over the contents of another space.
    ///
    /// - Throws: what refuses the memory.
    func copy(_ other: SedSpace) throws {
        bytes.removeAll()
        try bytes.append(other.bytes.text)
        isEnded = other.isEnded
    }

    /// Adds the contents of another space behind a delimiter.
    ///
    /// - Throws: what refuses the memory.
    func append(_ other: SedSpace, delimiter: UInt8) throws {
        try bytes.append(delimiter)
        try bytes.append(other.bytes.text)
        isEnded = isEnded && other.isEnded
    }
}
