internal import LayBounds

/// What ends a run: the host's bounds and the machine's own.
extension LayError {
    static var cancelled: LayError { LayError(.cancelled, "the run was cancelled") }

    static func manySteps(_ most: Int) -> LayError {
        LayError(
            BoundReached(.limit, "the script took more than \(most) steps", bound: .steps))
    }

    /// A bound that the host set for all that a run does.
    static func reached(_ bound: BoundReached) -> LayError { LayError(bound) }

    /// The reason that `VM.isOverTime` gave.
    package static func overTime(_ reason: String) -> LayError {
        LayError(BoundReached(.limit, reason, bound: .time))
    }

    /// The system refused the bytes, whatever the host allows.
    static func noMemory(_ bytes: Int) -> LayError {
        LayError(
            .limit, "the machine has no memory for \(bytes) bytes",
            help: "free what is not needed, or lower the memory limit")
    }

    static func deepCalls(_ most: Int) -> LayError {
        LayError(
            .limit, "calls are nested too deeply",
            help: "a recursion that never ends? at most \(most) calls may be active")
    }

    /// Calls through built-in functions, each of which takes room on the thread's stack.
    static var nestedCalls: LayError {
        LayError(
            .limit, "calls through built-in functions are nested too deeply",
            help: "write the recursion with a loop, or give the thread a larger stack")
    }

    static var nestedImports: LayError {
        LayError(
            .limit, "modules import each other too deeply",
            help: "import what several need in one module")
    }

    /// A value that holds more levels than the thread's stack has room for.
    static var nestedValue: LayError {
        LayError(.limit, "a value is nested too deeply", help: "keep what is nested in a flat list")
    }

    static func manyGlobals(_ most: Int) -> LayError {
        LayError(
            .limit, "this machine holds no more than \(most) top-level names",
            help: "run further programs in a new engine")
    }
}
