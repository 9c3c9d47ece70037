internal import LayArchive
internal import LayBounds

/// How a container's health is asked for (Docker's extension of the OCI configuration).
public struct Healthcheck: Sendable, Equatable {
    /// What is run: `NONE`, `CMD` and words, or `CMD-SHELL` and a line.
    public var test: [String]
    /// Nanoseconds between two checks; 0 for Docker's own 30 seconds.
    public var interval: Int64 = 0
    /// Nanoseconds that a check may take.
    public var timeout: Int64 = 0
    /// Nanoseconds in which failures do not count.
    public var startPeriod: Int64 = 0
    /// Nanoseconds between two checks in that time.
    public var startInterval: Int64 = 0
    /// Failures in a row that make it unhealthy; 0 for Docker's own 3.
    public var retries = 0

    /// A check by `test`, with Docker's own times.
    public init(test: [String]) { self.test = test }

    /// The nanoseconds of a time in an option, `30s`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for what is no duration, or is less than 1 ms.
    static func duration(_ text: String, option: String) throws(ImageError) -> Int64 {
        if text.hasPrefix("-") {
            throw .shortInterval(option, isNegative: true)
        }
        let nanoseconds: Int64
        do throws(GoDuration.Problem) {
            nanoseconds = try GoDuration.nanoseconds(text)
        } catch {
            throw .noDuration(error.message)
        }
        return try check(nanoseconds, option: option)
    }

    /// The nanoseconds of seconds.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for less than 1 ms or more than Go counts.
    static func duration(seconds: Double, option: String) throws(ImageError) -> Int64 {
        guard seconds > -1e9, seconds < 9e9 else {
            throw .longInterval(option, seconds)
        }
        return try check(Int64((seconds * 1e9).rounded()), option: option)
    }

    private static func check(_ nanoseconds: Int64, option: String) throws(ImageError) -> Int64 {
        if nanoseconds != 0, nanoseconds < 1_000_000 {
            throw .shortInterval(option)
        }
        return nanoseconds
    }

    /// The field of the configuration; what is 0 is left out, as Go's encoder does.
    var document: JSONObject {
        var result: JSONObject = ["Test": .strings(test)]
        for (key, value) in [
            ("Interval", interval), ("Timeout", timeout), ("StartPeriod", startPeriod),
            ("StartInterval", startInterval), ("Retries", Int64(retries)),
        ] where value != 0 {
            result[key] = .int(value)
        }
        return result
    }

    /// Go's `%q` of Docker's structure, which is what BuildKit writes into the history.
    var goText: String {
        let times = [interval, timeout, startPeriod, startInterval].map {
            "\"\(GoText.duration($0))\""
        }
        return "&{\(GoText.quoted(test)) \(times.joined(separator: " ")) \(GoText.quoted(retries))}"
    }
}
