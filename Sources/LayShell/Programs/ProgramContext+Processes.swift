internal import LayBounds
public import LayFiles

/// How a program that could be stopped came to its end.
public enum TimedOutcome {
    /// By itself.
    case ended(ProgramOutcome)
    /// By a signal, after its time was over; with the status that it ended with.
    case stopped(status: UInt8)
}

extension ProgramContext {
    /// The same process with another program in it, as exec(2) has it, perhaps as somebody else.
    public func replacement(
        _ words: [[UInt8]], as other: Credentials? = nil, hostname: String? = nil
    ) -> ProgramContext {
        let next = replaced(words: words, as: other)
        if let hostname { next.hostname = hostname }
        return next
    }

    /// Runs what took this program's place.
    ///
    /// - Throws: as `ProgramRunner.run`.
    public func become(_ next: ProgramContext) throws -> ProgramOutcome {
        defer { lastWord = next.lastWord }
        return try ProgramRunner.run(next)
    }

    /// Runs a program until it ends or its time is over, when signals come one after the other.
    ///
    /// - Parameter signals: the seconds to wait before each one, its number, and what is told then.
    /// - Throws: as `ProgramRunner.run`.
    public func run(
        _ child: ProgramContext,
        ending signals: [(after: Double, number: UInt8, tell: () throws -> Void)]
    ) throws -> TimedOutcome {
        let scheduler = session.scheduler
        let run = TimedRun()
        let job = ShellJob(child.process, child.words.first ?? [], parent: process)
        job.isProgram = true
        session.processes[job.process] = job
        let task = try scheduler.start { [run, job] in
            defer { child.closeAll() }
            do {
                let outcome = try ProgramRunner.run(child)
                if case .stays = outcome {
                    // It goes on until a signal comes.
                    _ = try scheduler.wait(until: { false })
                }
                run.outcome = outcome
            } catch let error as ProgramError {
                run.error = error
            } catch let bound as BoundReached where bound.signal != nil {
                run.signal = bound.signal
            }
            if case .exited(let status)? = run.outcome { job.status = Int(status) }
        }
        job.task = task
        defer { session.processes[job.process] = nil }
        var isLate = false
        do throws(BoundReached) {
            for signal in signals where signal.after.isFinite {
                _ = try scheduler.wait(until: { task.isDone }, seconds: signal.after)
                if task.isDone { break }
                isLate = true
                try? signal.tell()
                deliver(signal.number, to: job)
            }
            if !task.isDone, try !scheduler.wait(until: { task.isDone }) {
                throw .waitsForever
            }
        } catch {
            task.endingSignal = error.signal ?? 9
            throw error
        }
        if let error = run.error { throw error }
        let signal = run.signal ?? (run.outcome == nil ? task.endingSignal : nil)
        guard isLate else { return .ended(run.outcome ?? .exited(128 &+ (signal ?? 9))) }
        if case .exited(let status)? = run.outcome { return .stopped(status: status) }
        return .stopped(status: 128 &+ (signal ?? 9))
    }

    private func deliver(_ signal: UInt8, to job: ShellJob) {
        guard signal != 0 else { return }
        if let shell = session.shells[job.process], let trap = shell.traps[signal], signal != 9 {
            if !trap.isEmpty { shell.pendingSignals.append(signal) }
            return
        }
        if !ShellSignal.isIgnored(signal) { job.task?.endingSignal = signal }
    }

    /// Sends a signal, 0 to ask whether somebody is there; false when there is no such process.
    ///
    /// - Throws: `BoundReached`.
    public func send(_ signal: UInt8, to process: Int) throws -> Bool {
        // Whoever asks again and again lets time pass.
        if signal == 0, !isAlone { try session.scheduler.sleep(0.01) }
        return try Shell(copy(), .ash).send(signal, to: process)
    }

    /// The processes that the command has now: those above this one, itself, and what runs beside it.
    public var processes: [ProcessDescription] {
        var all: [Int: ProcessDescription] = [:]
        var above: ProgramContext? = self
        while let context = above {
            all[context.process] = ProcessDescription(
                number: context.process, parent: context.parentProcess, words: context.words,
                uid: context.uid, gid: context.gid)
            above = context.starter
        }
        for (number, job) in session.processes where !(job.task?.isDone ?? true) {
            if all[number] != nil { continue }
            let words = job.text.split(separator: 32).map(Array.init)
            all[number] = ProcessDescription(
                number: number, parent: job.parent,
                words: words.last == [UInt8(ascii: "&")] ? words.dropLast() : words, uid: uid,
                gid: gid)
        }
        return all.values.sorted { $0.number < $1.number }
    }
}

/// What `ps` knows of a process.
public struct ProcessDescription: Sendable {
    /// Its number.
    public let number: Int
    /// The number of the one that started it.
    public let parent: Int
    /// Its words, its own name first.
    public let words: [[UInt8]]
    /// The number of its user.
    public let uid: UInt32
    /// The number of its group.
    public let gid: UInt32
}

/// What the thread of a program that may be stopped leaves.
private final class TimedRun: @unchecked Sendable {
    var outcome: ProgramOutcome?
    var error: ProgramError?
    var signal: UInt8?
}

extension ProgramContext {
    /// A context for another program that this one runs, as somebody else.
    public func child(words: [[UInt8]], as credentials: Credentials?) -> ProgramContext {
        guard let credentials else { return child(words: words) }
        return child(words: words).replaced(words: words, as: credentials)
    }

    /// Starts a program that goes on beside this one.
    ///
    /// - Throws: what starting a process throws.
    public func startBeside(_ child: ProgramContext) throws {
        let scheduler = session.scheduler
        let job = ShellJob(
            child.process, Array(child.words.joined(separator: [32])), parent: process)
        job.isProgram = true
        session.processes[job.process] = job
        job.task = try scheduler.start { [job] in
            defer { child.closeAll() }
            do {
                switch try ProgramRunner.run(child) {
                case .exited(let status): job.status = Int(status)
                case .stays: _ = try scheduler.wait(until: { false })
                }
            } catch let error as ProgramError {
                job.status = Int(error.status)
            }
        }
    }
}
