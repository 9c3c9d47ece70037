public import LayImages

/// The rules of `docker build --check`, applied to a file.
public struct DockerfileCheck: Sendable {
    /// What is known of a base.
    public struct BaseImage: Sendable {
        /// The variables of its config, in order.
        public var environment: [(name: String, value: String)]
        /// True where its config has a shell.
        public var hasShell: Bool
        /// What it runs on; `nil` where that is not known.
        public var platform: Platform?
        /// Its ONBUILD instructions.
        public var triggers: [String]

        /// A base with these parts of its config.
        public init(
            environment: [(name: String, value: String)] = [], hasShell: Bool = false,
            platform: Platform? = nil, triggers: [String] = []
        ) {
            self.environment = environment
            self.hasShell = hasShell
            self.platform = platform
            self.triggers = triggers
        }
    }

    /// What is found.
    public struct Report: Sendable {
        /// What is odd, in BuildKit's order.
        public let warnings: [Dockerfile.Warning]
        /// What ends a build, or the warnings where the file says that they do.
        public let error: DockerfileError?
    }

    let file: Dockerfile
    let settings: Settings?
    let arguments: [String: String]
    let platform: Platform
    let buildPlatform: Platform
    let target: String?
    let looksAtAllStages: Bool

    /// A check of a file.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - settings: what counts instead of the file's own `# check=`.
    ///   - arguments: the arguments of the build.
    ///   - platform: what is built for.
    ///   - buildPlatform: what is built on.
    ///   - target: the stage that is built; `nil` for the last.
    ///   - looksAtAllStages: true to look also into stages that the target does not need, as
    ///     `--check` without a target does and a build does not.
    public init(
        _ file: Dockerfile, settings: Settings? = nil, arguments: [String: String] = [:],
        platform: Platform = .standard, buildPlatform: Platform = .standard,
        target: String? = nil, looksAtAllStages: Bool = true
    ) {
        self.file = file
        self.settings = settings
        self.arguments = arguments
        self.platform = platform
        self.buildPlatform = buildPlatform
        self.target = target
        self.looksAtAllStages = looksAtAllStages
    }

    /// Applies the rules.
    ///
    /// - Parameters:
    ///   - base: what is known of an image for a platform; `nil` where nothing is.
    ///   - ignores: true for a source of COPY or ADD that the context leaves out.
    ///   - looksOn: looks for what else ends a build, when no rule found such a thing.
    /// - Complexity: O(*n*) in the text, and in each stage in the variables of its base.
    public func run(
        base: (_ name: String, _ platform: Platform) -> BaseImage? = { _, _ in nil },
        ignores: (_ source: String) -> Bool = { _ in false },
        looksOn: () throws(DockerfileError) -> Void = {}
    ) -> Report {
        var log = CheckLog()
        do throws(DockerfileError) {
            if let settings {
                log.settings = settings
            } else if let text = arguments[Settings.argument] {
                log.settings = try Settings(argument: text)
            } else {
                log.settings = try Settings(of: file)
            }
            for warning in file.warnings {
                log.add(.noEmptyContinuation, warning.message, warning.lines)
            }
            let stages = try readStages(&log)
            checkNames(of: stages, &log)
            checkCases(of: stages, &log)
            checkDefaults(of: stages, &log)
            let globals = try GlobalArguments(
                stages, arguments: arguments, platform: platform, buildPlatform: buildPlatform,
                target: target)
            let heads = try checkHeads(of: stages, globals, &log)
            var run = StageCheck(
                check: self, stages: heads, globals: globals, log: log)
            do throws(DockerfileError) {
                try run.go(base: base, ignores: ignores)
                log = run.log
            } catch {
                return Report(warnings: run.log.warnings, error: error)
            }
            do throws(DockerfileError) {
                try looksOn()
            } catch {
                return Report(warnings: log.warnings, error: error)
            }
            guard log.settings.failsOnWarnings, !log.warnings.isEmpty else {
                return Report(warnings: log.warnings, error: nil)
            }
            throw DockerfileError(
                .violations(log.rules, isOfArgument: arguments[Settings.argument] != nil),
                file: file.name, lines: nil, of: [])
        } catch {
            return Report(warnings: log.warnings, error: error)
        }
    }
}

/// The warnings of a check so far.
struct CheckLog {
    var settings = DockerfileCheck.Settings()
    private(set) var warnings: [Dockerfile.Warning] = []

    /// The names of the rules that warned, each once.
    var rules: [String] {
        var seen: Set<String> = []
        return warnings.map(\.rule).filter { seen.insert($0).inserted }
    }

    mutating func add(
        _ rule: DockerfileCheck.Rule, _ message: String, _ lines: ClosedRange<Int>
    ) {
        guard settings.includes(rule) else { return }
        warnings.append(Dockerfile.Warning(rule: rule.rawValue, message: message, lines: lines))
    }
}

extension Dockerfile.Warning {
    /// Where Docker explains the rule; `nil` where it names no page.
    public var url: String? { DockerfileCheck.Rule(rawValue: rule)?.url }
}
