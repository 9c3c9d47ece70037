internal import LayBounds

/// What is no time, no port and no check of health, in the words of Go and Docker.
extension ImageError {
    static func noHealthcheck(help: String? = nil) -> ImageError {
        ImageError(.valueError, "Missing command after HEALTHCHECK CMD", help: help)
    }

    static var timedHealthcheckNone: ImageError {
        ImageError(.valueError, "HEALTHCHECK NONE takes no arguments")
    }

    static func noRetries(_ count: Int) -> ImageError {
        ImageError(
            .valueError, "--retries cannot be negative (\(count))",
            help: "0 stands for Docker's own 3")
    }

    static func shortInterval(_ option: String, isNegative: Bool = false) -> ImageError {
        ImageError(
            .valueError, "Interval \"\(option)\" cannot be less than 1ms",
            help: isNegative ? nil : "0 stands for Docker's own value")
    }

    static func longInterval(_ option: String, _ seconds: Double) -> ImageError {
        ImageError(.valueError, "\(option): \(seconds) seconds are out of range")
    }

    private static func time(_ reason: String) -> ImageError {
        ImageError(
            .valueError, "time: \(reason)", help: "durations are such as \"30s\" or \"1m30s\"")
    }

    static func noDuration(_ reason: String) -> ImageError { .time(reason) }

    private static func port(_ reason: String) -> ImageError {
        ImageError(
            .valueError, reason, help: "a port is 0 to 65535: 80, \"53/udp\", \"8000-8002\"")
    }

    static func noPort(_ text: String) -> ImageError {
        .port("no port specified: \(text)<empty>")
    }

    static func invalidPort(_ range: Substring) -> ImageError {
        .port("invalid containerPort: \(range)")
    }

    static func invalidProtocol(_ name: String) -> ImageError { .port("invalid proto: \(name)") }
}
