internal import LayImages

extension DockerfileCheck {
    /// What `# check=skip=A,B;error=true;experimental=all` says.
    public struct Settings: Sendable, Equatable {
        /// The names of rules that are left out.
        public var skipped: Set<String> = []
        /// True where all are.
        public var skipsAll = false
        /// The names of experimental rules that are looked at.
        public var experimental: Set<String> = []
        /// True where all are.
        public var hasAllExperimental = false
        /// True where a warning makes the build fail.
        public var failsOnWarnings = false

        /// All rules but the experimental ones, as warnings.
        public init() {}

        /// Reads the value of the directive.
        ///
        /// - Throws: `DockerfileError` for what is no setting.
        public init(
            parsing text: String, file: String = "Dockerfile"
        ) throws(DockerfileError) {
            do throws(Fault) {
                try self.init(text, in: "check options")
            } catch {
                throw DockerfileError(error, file: file, lines: nil, of: [])
            }
        }

        /// The build argument that counts instead of the file's directive.
        static let argument = "BUILDKIT_DOCKERFILE_CHECK"

        /// Reads the value of the argument.
        init(argument text: String) throws(DockerfileError) {
            do throws(Fault) {
                try self.init(text, in: "build-arg:\(Self.argument)")
            } catch {
                throw DockerfileError(error, file: "Dockerfile", lines: nil, of: [])
            }
        }

        private init(_ text: String, in place: String) throws(Fault) {
            let trimmed = Self.trimmed(text)
            guard !trimmed.isEmpty else { return }
            let parts = trimmed.split(
                separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
            for part in parts {
                let pair = part.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2 else { throw .checkOption(String(part), in: place) }
                let value = Self.trimmed(String(pair[1]))
                switch Self.trimmed(String(pair[0])) {
                case "skip":
                    skipsAll = value == "all"
                    skipped = skipsAll ? [] : Self.names(value)
                case "experimental":
                    hasAllExperimental = value == "all"
                    experimental = hasAllExperimental ? [] : Self.names(value)
                case "error":
                    switch value {
                    case "1", "t", "T", "TRUE", "true", "True": failsOnWarnings = true
                    case "0", "f", "F", "FALSE", "false", "False": failsOnWarnings = false
                    default: throw .checkFlag(String(part), value, in: place)
                    }
                case let name: throw .checkOption(name, in: place)
                }
            }
        }

        /// The settings of a file: the first word of its directive.
        ///
        /// - Throws: `DockerfileError` for what is no setting.
        public init(of file: Dockerfile) throws(DockerfileError) {
            let value = file.directives.first { $0.name == "check" }?.value ?? ""
            let word = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            try self.init(parsing: word.first.map(String.init) ?? "", file: file.name)
        }

        /// True for a rule that is looked at; those that are asked for are, whatever is left out.
        public func includes(_ rule: Rule) -> Bool {
            rule.isExperimental
                ? hasAllExperimental || experimental.contains(rule.rawValue)
                : !skipsAll && !skipped.contains(rule.rawValue)
        }

        private static func names(_ text: String) -> Set<String> {
            Set(text.split(separator: ",").map { trimmed(String($0)) })
        }

        private static func trimmed(_ text: String) -> String {
            String(bytes: Blank.trimmed(Array(text.utf8)[...]))
        }
    }
}

extension Fault {
    static func checkOption(_ text: String, in place: String) -> Self {
        Self(
            "failed to parse \(place): invalid check option \(text.goQuoted)",
            help: "skip=RULE,…, error=true or experimental=all, with ; between them")
    }

    static func checkFlag(_ option: String, _ value: String, in place: String) -> Self {
        Self(
            "failed to parse \(place): failed to parse check option \(option.goQuoted): "
                + "strconv.ParseBool: parsing \(value.goQuoted): invalid syntax")
    }

    /// - Parameter isOfArgument: true where an argument of the build says that warnings end it.
    static func violations(_ rules: [String], isOfArgument: Bool) -> Self {
        Self(
            "lint violation found for rules: \(rules.joined(separator: ", "))",
            help: isOfArgument
                ? "the build argument says error=true; skip=RULE in it leaves a rule out"
                : "the file says check=error=true; check=skip=RULE leaves a rule out")
    }
}
