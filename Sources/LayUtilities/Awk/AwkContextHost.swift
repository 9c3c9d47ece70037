internal import LayBounds
internal import LayFiles
internal import LayShell

/// What a program of awk reaches: the files, streams, commands and clock of its context.
final class AwkContextHost: AwkHost {
    private let context: ProgramContext
    private let manner: AwkManner
    /// Tells of what does not end the program.
    private let complain: (String) throws -> Void
    let input: any AwkSource
    let output: any AwkSink
    let errors: any AwkSink

    /// Steps of awk that take the time of a shell's.
    private static let stepsPerStep = 10
    /// Bytes of the stack that stay free where a function is called: for the deepest expression that
    /// calls none.
    private static let stackReserve = 1 << 20

    /// A host over a context.
    init(
        _ context: ProgramContext, _ manner: AwkManner,
        complain: @escaping (String) throws -> Void
    ) {
        self.context = context
        self.manner = manner
        self.complain = complain
        input = AwkInput(context)
        output = AwkStandardSink { try context.output.write($0) }
        errors = AwkStandardSink { try context.errors.write($0) }
    }

    var environment: [(name: [UInt8], value: [UInt8])] {
        context.variables.map { ($0.key, $0.value) }
    }

    var seconds: Int { context.now }

    var seed: Int {
        // Of these only mawk begins with what the moment gives it.
        manner == .mawk ? Int(truncatingIfNeeded: context.seed &+ 1) : 1
    }

    var hasStackRoom: Bool { StackBound.remaining > Self.stackReserve }

    // MARK: Files

    func open(_ name: [UInt8]) throws -> any AwkSource {
        let path = TreePath(name, in: context.workingDirectory)
        if let entry = try? context.files.entry(at: path, follow: true),
            entry.node.kind == .directory
        {
            throw AwkRefusal(reason: "Is a directory", isDirectory: true)
        }
        return AwkFile(try file(name, [.read]), context)
    }

    func create(_ name: [UInt8], appends: Bool) throws -> any AwkSink {
        let flags: OpenFlags = appends ? [.write, .create, .append] : [.write, .create, .truncate]
        return AwkFile(try file(name, flags), context)
    }

    private func file(_ name: [UInt8], _ flags: OpenFlags) throws -> OpenFile {
        do throws(FileError) {
            return try context.open(TreePath(name, in: context.workingDirectory), flags)
        } catch {
            if let bound = error.bound { throw bound }
            throw AwkRefusal(reason: error.reason, isDirectory: error.code == .isDirectory)
        }
    }

    // MARK: Commands

    func read(from command: [UInt8]) throws -> any AwkSource {
        AwkCommand(try CommandPipe(command, .reading, of: context), command, manner)
    }

    func write(to command: [UInt8]) throws -> any AwkSink {
        AwkCommand(try CommandPipe(command, .writing, of: context), command, manner)
    }

    func run(_ command: [UInt8]) throws -> Int { try context.system(command) }

    // MARK: The rest

    func report(_ issue: AwkIssue) throws {
        switch issue {
        case .directory(let name):
            let shown = String(decoding: name, as: UTF8.self)
            try complain("warning: command line argument `\(shown)' is a directory: skipped")
        }
    }

    func step(_ count: Int) throws { try context.step(max(1, count / Self.stepsPerStep)) }

    func hold(_ bytes: Int) throws { try context.hold(bytes) }

    func release(_ bytes: Int) { context.release(bytes) }
}

/// The standard input.
private final class AwkInput: AwkSource {
    private let context: ProgramContext

    init(_ context: ProgramContext) { self.context = context }

    func read(_ count: Int) throws -> [UInt8] {
        try AwkFile.reading { try context.read(count) }
    }

    func close() throws -> Int { 0 }
}

/// The standard output or error output.
private final class AwkStandardSink: AwkSink {
    private let take: ([UInt8]) throws -> Void

    init(_ take: @escaping ([UInt8]) throws -> Void) { self.take = take }

    func write(_ bytes: [UInt8]) throws { try take(bytes) }

    func close() throws -> Int { 0 }
}

/// A file.
private final class AwkFile: AwkSource, AwkSink {
    private let file: OpenFile
    private let context: ProgramContext

    init(_ file: OpenFile, _ context: ProgramContext) {
        self.file = file
        self.context = context
    }

    func read(_ count: Int) throws -> [UInt8] {
        try Self.reading {
            let bytes = try file.read(count)
            try context.account.work(bytes.count)
            return bytes
        }
    }

    func write(_ bytes: [UInt8]) throws {
        do {
            try context.account.work(bytes.count)
            try file.write(bytes)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw AwkError.running("write failed: \(error.reason)")
        }
    }

    func close() throws -> Int { 0 }

    /// Reads; what the files refuse ends the program in its own words.
    static func reading(_ body: () throws -> [UInt8]) throws -> [UInt8] {
        do {
            return try body()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw AwkError.running("read failed: \(error.reason)")
        }
    }
}

/// A command at the other end of a pipe.
private final class AwkCommand: AwkSource, AwkSink {
    private let pipe: CommandPipe
    private let command: [UInt8]
    private let manner: AwkManner

    init(_ pipe: CommandPipe, _ command: [UInt8], _ manner: AwkManner) {
        self.pipe = pipe
        self.command = command
        self.manner = manner
    }

    func read(_ count: Int) throws -> [UInt8] { try AwkFile.reading { try pipe.read(count) } }

    func write(_ bytes: [UInt8]) throws {
        guard try !pipe.write(bytes) else { return }
        let shown = String(decoding: command, as: UTF8.self)
        throw AwkError.running(
            "print to \"\(shown)\" failed: Broken pipe", .unread(command: command))
    }

    func close() throws -> Int { try pipe.close() }
}
