internal import LayBounds
internal import LayFiles
internal import LayShell

/// What a program of jq reaches: the files, streams and clock of its context.
final class JqContextHost: JqHost {
    private let call: UtilityCall
    private var context: ProgramContext { call.context }
    private let local: LocalZone
    let input: any JqSource

    /// Steps of jq that take the time of a shell's.
    private static let stepsPerStep = 10
    /// Bytes of the stack that stay free for what does not ask.
    private static let stackReserve = 256 << 10

    /// A host over a call's context.
    init(_ call: UtilityCall) {
        self.call = call
        local = LocalZone(call.context)
        input = JqStandardInput(call.context)
    }

    var environment: [(name: [UInt8], value: [UInt8])] {
        context.variables.map { ($0.key, $0.value) }
    }

    var seconds: Double { Double(context.now) }

    var hasStackRoom: Bool { StackBound.remaining > Self.stackReserve }

    func zone(at seconds: Int) -> (offset: Int, name: [UInt8], isSummer: Bool) {
        let state = local.state(at: seconds)
        return (state.offset, Array(state.name), false)
    }

    // MARK: Files

    func open(_ name: [UInt8]) throws -> any JqSource {
        do throws(FileError) {
            return JqFileSource(try context.open(call.path(name), [.read]), context)
        } catch {
            if let bound = error.bound { throw bound }
            throw JqRefusal(reason: error.reason)
        }
    }

    func realPath(_ name: [UInt8]) -> [UInt8] {
        let path = try? context.files.resolve(call.path(name), lastMayBeMissing: false)
        return path?.text ?? name
    }

    func exists(_ name: [UInt8]) -> Bool {
        (try? context.files.entry(at: call.path(name), follow: true)) != nil
    }

    // MARK: Outputs

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws { try call.write(bytes) }

    func complain(_ bytes: [UInt8]) throws {
        try call.flush()
        try context.errors.write(bytes)
    }

    func flush() throws { try call.flush() }

    // MARK: Bounds

    func step(_ count: Int) throws { try context.step(max(1, count / Self.stepsPerStep)) }

    func hold(_ bytes: Int) throws { try context.hold(bytes) }

    func release(_ bytes: Int) { context.release(bytes) }
}

/// The standard input.
private final class JqStandardInput: JqSource {
    private let context: ProgramContext

    init(_ context: ProgramContext) { self.context = context }

    func read(_ count: Int) throws -> [UInt8] {
        try JqFileSource.reading { try context.read(count) }
    }
}

/// A file.
private final class JqFileSource: JqSource {
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

    /// Reads; what the files refuse is told in their words.
    static func reading(_ body: () throws -> [UInt8]) throws -> [UInt8] {
        do {
            return try body()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw JqRefusal(reason: error.reason)
        }
    }
}
