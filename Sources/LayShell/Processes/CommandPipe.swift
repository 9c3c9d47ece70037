internal import LayBounds
internal import LayFiles

/// A shell's command that runs beside the program that started it, at the other end of a pipe
/// (popen(3)).
public final class CommandPipe {
    /// What the program does with its end of the pipe.
    public enum Direction: Sendable {
        case reading, writing
    }

    private let owner: ProgramContext
    private let task: Scheduler.Task
    private let end: Ending
    /// The program's end, until it closes it.
    private var channel: Channel?

    /// How the command ended, which its thread fills in.
    private final class Ending: @unchecked Sendable {
        var status = 0
    }

    /// Starts a command, which runs when the program waits for it.
    ///
    /// - Throws: `NestedTooDeeply`, `BoundReached`.
    public init(_ command: [UInt8], _ direction: Direction, of owner: ProgramContext) throws {
        self.owner = owner
        let pipe = PipeBuffer(owner.session.scheduler)
        let child = owner.shell(command)
        switch direction {
        case .reading:
            child.descriptors[1] = Channel(writing: pipe, owner.account)
            channel = Channel(reading: pipe)
        case .writing:
            child.descriptors[0] = Channel(reading: pipe)
            channel = Channel(writing: pipe, owner.account)
        }
        end = Ending()
        task = try owner.session.scheduler.start { [end] in
            end.status = try child.runToEnd()
        }
    }

    /// The next bytes that the command writes, at most `count`; none at the end.
    ///
    /// - Throws: `FileError`.
    public func read(_ count: Int) throws -> [UInt8] {
        defer { owner.session.current = owner }
        return try channel?.read(count) ?? []
    }

    /// Hands bytes to the command; false when it reads no more.
    ///
    /// - Throws: `BoundReached`.
    public func write(_ bytes: [UInt8]) throws -> Bool {
        defer { owner.session.current = owner }
        do throws(BoundReached) {
            try channel?.sink.write(bytes)
            return true
        } catch {
            let ends = owner.session.scheduler.current.endingSignal != nil
            guard error.signal == Self.brokenPipe, !ends else { throw error }
            return false
        }
    }

    /// Closes the pipe and waits for the command: its status, 256 and the number for a signal.
    ///
    /// - Throws: `NestedTooDeeply`, `BoundReached`.
    public func close() throws -> Int {
        defer { owner.session.current = owner }
        channel = nil
        let scheduler = owner.session.scheduler
        let task = task
        guard try scheduler.wait(until: { task.isDone }) else { throw BoundReached.waitsForever }
        if scheduler.nestsTooDeeply { throw NestedTooDeeply() }
        return end.status
    }

    /// SIGPIPE.
    private static let brokenPipe: UInt8 = 13
}

extension ProgramContext {
    /// Runs a shell's command to its end: its status, 256 and the number for a signal (system(3)).
    ///
    /// - Throws: `NestedTooDeeply`, `BoundReached`.
    public func system(_ command: [UInt8]) throws -> Int {
        defer { session.current = self }
        return try shell(command).runToEnd()
    }

    /// A context of `sh -c COMMAND`.
    fileprivate func shell(_ command: [UInt8]) -> ProgramContext {
        child(words: [Array("sh".utf8), Array("-c".utf8), command])
    }

    /// Runs the program and closes what it has open; an image without a shell gives 127.
    fileprivate func runToEnd() throws -> Int {
        defer { closeAll() }
        do {
            switch try ProgramRunner.run(self) {
            case .exited(let status):
                return lastWord == nil || status < 128 ? Int(status) : Int(status) + 128
            case .stays: throw BoundReached.waitsForever
            }
        } catch let error as ProgramError {
            return Int(error.status)
        } catch let bound as BoundReached
            where bound.signal != nil && session.scheduler.current.endingSignal == nil
        {
            return 256 + Int(bound.signal ?? 0)
        }
    }
}
