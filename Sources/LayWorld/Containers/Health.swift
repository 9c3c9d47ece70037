internal import LayArchive
public import LayImages

/// What the checks of a container's health said.
public struct Health: Sendable, Equatable {
    /// What the checks amount to.
    public enum Status: String, Sendable {
        case starting, healthy, unhealthy
    }

    /// One check.
    public struct Probe: Sendable, Equatable {
        /// Seconds since the epoch.
        public let time: Int
        /// What the check ended with; 0 is healthy.
        public let status: Int
        /// What it wrote.
        public let output: String

        /// A check that ran.
        public init(time: Int, status: Int, output: String) {
            self.time = time
            self.status = status
            self.output = output
        }
    }

    /// How Docker counts: healthy after one success, unhealthy after `retries` failures in a row.
    public private(set) var status = Status.starting
    /// Failures since the last success.
    public private(set) var failingStreak = 0
    /// The last five checks, the oldest first.
    public private(set) var log: [Probe] = []

    /// Nothing was checked yet.
    public init() {}

    /// What was saved of checks.
    init(status: Status, failingStreak: Int, log: [Probe]) {
        self.status = status
        self.failingStreak = failingStreak
        self.log = log
    }

    /// Takes a check into account.
    public mutating func add(_ probe: Probe, retries: Int) {
        log.append(probe)
        if log.count > 5 { log.removeFirst() }
        if probe.status == 0 {
            status = .healthy
            failingStreak = 0
            return
        }
        failingStreak += 1
        if failingStreak >= (retries > 0 ? retries : 3) { status = .unhealthy }
    }
}

extension Image {
    /// The words of the image's HEALTHCHECK and how many failures it takes; `nil` without one.
    public var healthcheck: (test: [String], retries: Int)? {
        guard let check = config[parameter: "Healthcheck"], let test = check["Test"]?.strings,
            let kind = test.first, kind != "NONE"
        else { return nil }
        let words: [String]
        switch kind {
        case "CMD": words = Array(test.dropFirst())
        case "CMD-SHELL": words = config.shell + test.dropFirst()
        default: words = test
        }
        return words.isEmpty ? nil : (words, Int(check["Retries"]?.int ?? 0))
    }
}
