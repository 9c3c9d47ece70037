internal import ArgumentParser
internal import Lay
internal import LayFiles

/// What a script may use up.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .customLong("max-steps"),
        help: ArgumentHelp(
            "End the script after N turns of loops, calls and the like, as in 10M.",
            valueName: "n"),
        transform: Self.count)
    var steps: Int?

    @Option(
        name: .customLong("max-memory"),
        help: ArgumentHelp(
            "Let the script hold SIZE, as in 512MiB (three quarters of the memory there is without it).",
            valueName: "size"),
        transform: Self.memory)
    var memory: Int?

    @Option(
        name: .customLong("timeout"),
        help: ArgumentHelp(
            "End the script after DURATION, as in 500ms, 10s or 1h30m.", valueName: "duration"),
        transform: Self.duration)
    var time: Duration?

    @Option(
        name: .customLong("max-output"),
        help: ArgumentHelp(
            "Let the script print SIZE, and each command in a container write as much, as in 1MiB.",
            valueName: "size"),
        transform: Self.size)
    var output: Int?

    /// The limits of an engine, which fit the machine where nothing else was said.
    var limits: Limits {
        var limits = Limits(memory: memory ?? AvailableMemory.standardLimit, time: time)
        if let steps {
            (limits.steps, limits.shellSteps, limits.runShellSteps) = (steps, steps, steps)
        }
        if let output { (limits.output, limits.printed) = (output, output) }
        limits.names.steps = "--max-steps=N"
        limits.names.shellSteps = "--max-steps=N"
        limits.names.runShellSteps = "--max-steps=N"
        limits.names.memory = "--max-memory=SIZE"
        limits.names.time = "--timeout=DURATION"
        limits.names.output = "--max-output=SIZE"
        limits.names.printed = "--max-output=SIZE"
        return limits
    }

    private static func count(_ text: String) throws -> Int {
        guard let count = Quantity.count(text), count > 0 else {
            throw ValidationError("'\(text)' is no number above 0; write one as in 500000 or 10M")
        }
        return count
    }

    private static func size(_ text: String) throws -> Int {
        guard let size = ByteSize.docker(text), size > 0 else {
            throw ValidationError("'\(text)' is no size above 0; write one as in 64MiB or 1g")
        }
        return size
    }

    private static func memory(_ text: String) throws -> Int {
        let size = try size(text)
        guard size >= 1 << 20 else {
            throw ValidationError("'\(text)' is less than the 1MiB that any script needs")
        }
        return size
    }

    private static func duration(_ text: String) throws -> Duration {
        if Quantity.count(text) != nil {
            throw ValidationError("'\(text)' has no unit; write it as in 500ms, 10s, 2m or 1h30m")
        }
        guard let duration = Quantity.duration(text), duration > .zero else {
            throw ValidationError(
                "'\(text)' is no duration above 0; write one as in 500ms, 10s, 2m or 1h30m")
        }
        return duration
    }
}
