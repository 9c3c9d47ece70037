internal import LayBounds

/// What ends a run: the host's bounds and the machine's own.
extension LayError {
    static var cancelled: LayError { LayError(.cancelled, "the run was cancelled") }

    static func manySteps(_ most: Int) -> LayError {
        LayError(
            .limit, "the script took more than \(most) steps", help: "the host set this limit")
    }

    static func muchMemory(_ most: Int) -> LayError {
        LayError(.limit, "the script uses more than \(most) bytes", help: "the host set this limit")
    }

    /// The bytes were asked for at once, and not given.
    static func largeRequest(_ bytes: Int, _ most: Int) -> LayError {
        LayError(
            .limit, "\(bytes) bytes are more than the script may use",
            help: "the host's memory limit is \(most) bytes")
    }

    /// A string or bytes would be too long.
    static func longValue(_ type: String) -> LayError {
        LayError(.limit, "a \(type) cannot hold more than 2 GiB")
    }

    static func deepCalls(_ most: Int) -> LayError {
        LayError(
            .limit, "calls are nested too deeply",
            help: "a recursion that never ends? at most \(most) calls may be active")
    }

    static func deepNativeCalls(_ most: Int) -> LayError {
        LayError(
            .limit, "calls through built-in functions are nested too deeply",
            help: "at most \(most) levels are possible")
    }

    static func manyGlobals(_ most: Int) -> LayError {
        LayError(
            .limit, "this machine holds no more than \(most) top-level names",
            help: "run further programs in a new engine")
    }
}
