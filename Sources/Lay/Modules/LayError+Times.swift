internal import LayBounds
internal import LayRuntime

/// What is no time, no duration and no version.
extension LayError {
    static func noTime(_ text: String, _ problem: TimeReader.Problem) -> LayError {
        LayError(
            .valueError, "time.parse: \(VM.quoted(text)) is no time: \(problem.message)",
            help: problem.help ?? "as 2024-02-29T12:00:00Z")
    }

    static func noCivilTime(_ problem: String) -> LayError {
        LayError(.valueError, "time: \(problem)")
    }

    static func farTime(_ seconds: String) -> LayError {
        LayError(
            .valueError, "time: \(seconds) is beyond the years 0 to 9999",
            help: "seconds since 1970 from -62167219200 to 253402300799")
    }

    static func movedTooFar(from time: String) -> LayError {
        LayError(.valueError, "time.add: what is so far from \(time) is beyond the years 0 to 9999")
    }

    static func noZone(_ text: String) -> LayError {
        LayError(
            .valueError, "time: \(text) is no zone",
            help: "\"Z\", \"+01:00\", \"-05:30\" or seconds")
    }

    static func noTimeForm(_ name: String) -> LayError {
        LayError(
            .valueError, "time.format: \(VM.quoted(name)) is no pattern and no pattern's name",
            help: TimeFormat.named.map(\.name).joined(separator: ", ")
                + ", or signs as %Y-%m-%d %H:%M")
    }

    static func noTimeSign(_ sign: String) -> LayError {
        LayError(
            .valueError, "time.format: the pattern has '\(sign)', which is no sign of strftime",
            help: sign == "%" ? "%% stands for a percent sign" : "as %Y-%m-%d %H:%M:%S")
    }

    static func noDuration(_ text: String) -> LayError {
        LayError(
            .valueError, "time.duration: \(VM.quoted(text)) is no duration",
            help:
                "as 1h30m, 2d, 1.5h, 250ms or PT1H30M: each unit of w d h m s ms us ns once, in this order"
        )
    }

    static func longDuration(_ seconds: String) -> LayError {
        LayError(.valueError, "time.duration_text: \(seconds) seconds are no duration")
    }

    static func noVersion(_ text: String, _ reason: String) -> LayError {
        LayError(
            .valueError, "semver: \(VM.quoted(text)) is no version: \(reason)",
            help: "MAJOR.MINOR.PATCH, as 1.2.3-rc.1+build.5")
    }

    static func noVersionRange(_ text: String, _ part: String) -> LayError {
        LayError(
            .valueError, "semver: \(VM.quoted(text)) is no range: what is '\(part)'?",
            help: "as ^1.2, ~1.2.3, >=1.2 <2, 1.x, 1.2 - 1.4, joined by ||")
    }

    static func noVersionPart(_ part: String) -> LayError {
        LayError(
            .valueError, "semver.bump: there is no part '\(part)'",
            help: "major, minor, patch or prerelease")
    }

    static func largeVersion(_ text: String) -> LayError {
        LayError(.overflow, "semver.bump: a number of \(text) does not fit a 64-bit int")
    }
}
