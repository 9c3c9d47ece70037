/// A health check from what HEALTHCHECK is given.
extension Healthcheck {
    /// What is run.
    public enum Command: Sendable {
        /// A line for the image's shell; `NONE` turns an inherited check off.
        case line(String)
        /// The words of a program, or of a configuration's `Test`, which begins with `CMD`,
        /// `CMD-SHELL` or `NONE`.
        case words([String])

        fileprivate func test() throws(ImageError) -> [String] {
            switch self {
            case .line(let line):
                if line.allSatisfy(\.isWhitespace) { throw ImageError.noHealthcheck() }
                return line == "NONE" ? ["NONE"] : ["CMD-SHELL", line]
            case .words(let words):
                let isTest = words == ["NONE"] || ["CMD", "CMD-SHELL"].contains(words.first)
                let test = isTest ? words : ["CMD"] + words
                if test.count < 2, test != ["NONE"] {
                    throw ImageError.noHealthcheck(
                        help: "healthcheck(\"NONE\") turns an inherited check off")
                }
                return test
            }
        }
    }

    /// A time of an option.
    public enum Duration: Sendable {
        /// As Docker's flags have it: `1m30s`.
        case text(String)
        /// A number of seconds.
        case seconds(Double)

        /// Nanoseconds of an option's value.
        ///
        /// - Throws: `ImageError` of kind `ValueError` that names the option.
        public func nanoseconds(_ option: String) throws(ImageError) -> Int64 {
            switch self {
            case .text(let text): try Healthcheck.duration(text, option: option)
            case .seconds(let seconds): try Healthcheck.duration(seconds: seconds, option: option)
            }
        }
    }

    /// The check that a HEALTHCHECK with these options means; what is `nil` is Docker's own.
    ///
    /// - Throws: `ImageError` of kind `ValueError` with Docker's words.
    public init(
        _ command: Command, interval: Duration? = nil, timeout: Duration? = nil,
        startPeriod: Duration? = nil, startInterval: Duration? = nil, retries: Int? = nil
    ) throws(ImageError) {
        self.init(test: try command.test())
        let times = [interval, timeout, startPeriod, startInterval]
        if test == ["NONE"], retries != nil || times.contains(where: { $0 != nil }) {
            throw ImageError.timedHealthcheckNone
        }
        self.interval = try interval?.nanoseconds("interval") ?? 0
        self.timeout = try timeout?.nanoseconds("timeout") ?? 0
        self.startPeriod = try startPeriod?.nanoseconds("start-period") ?? 0
        self.startInterval = try startInterval?.nanoseconds("start-interval") ?? 0
        self.retries = retries ?? 0
        if !(0...Int(Int32.max)).contains(self.retries) {
            throw ImageError.noRetries(self.retries)
        }
    }
}
