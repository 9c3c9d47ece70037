/// What the instructions of a stage see while they are checked one after the other.
struct StageScope {
    /// The variables of ENV and ARG, with their values.
    var values = OrderedValues()
    /// The variables of the config alone, which a stage from this one has again.
    var environment = OrderedValues()
    /// The names of ARG, with a value or without.
    var declared: Set<String> = []
    /// True where the config has a shell.
    var hasShell = false
    /// True where a WORKDIR of the file was seen.
    var hasWorkdir = false
    /// The lines of the last CMD, ENTRYPOINT and HEALTHCHECK of the stage, by their names.
    var lines: [String: ClosedRange<Int>] = [:]
    /// The ONBUILD instructions of the stage.
    var triggers: [String] = []

    /// A stage from an image.
    init(_ base: DockerfileCheck.BaseImage?) {
        for (name, value) in base?.environment ?? [] { environment[name] = value }
        hasShell = base?.hasShell ?? false
        begin()
    }

    /// A stage from another.
    init(after base: StageScope) {
        self = base
        lines = [:]
        triggers = []
        begin()
    }

    private mutating func begin() {
        // Every build has a path to look for programs in.
        if environment["PATH"] == nil {
            environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        }
        for name in environment.names { values[name] = environment[name] }
    }
}
