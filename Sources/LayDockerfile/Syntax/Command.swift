/// What an instruction says, its flags and forms told apart, its variables not yet expanded.
public enum Command: Sendable {
    /// ARG: names, perhaps with values.
    case arg([Declaration])
    /// ENV.
    case env([Pair])
    /// LABEL.
    case label([Pair])
    /// COPY, and ADD where `isAdd`.
    case copy(Copy)
    /// RUN.
    case run(Run)
    /// CMD.
    case cmd(CommandLine)
    /// ENTRYPOINT.
    case entrypoint(CommandLine)
    /// HEALTHCHECK; `nil` for NONE.
    case healthcheck(Check?)
    /// EXPOSE.
    case expose([String])
    /// VOLUME.
    case volume([String])
    /// USER.
    case user(String)
    /// WORKDIR.
    case workdir(String)
    /// STOPSIGNAL.
    case stopSignal(String)
    /// SHELL.
    case shell([String])
    /// ONBUILD: the instruction that a build on top of this image runs.
    case onBuild(String)
    /// MAINTAINER.
    case maintainer(String)

    /// A name with a value, of ENV or LABEL; quotes and variables still in both.
    public struct Pair: Sendable, Equatable {
        /// The name.
        public let key: String
        /// The value.
        public let value: String
        /// True for the old form without `=`.
        public let isLegacy: Bool
    }

    /// A variable of the build: `ARG name=value`.
    public struct Declaration: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value, variables still in it; `nil` where there is none.
        public let value: String?
    }

    /// A command as words, or as a text for the shell.
    public struct CommandLine: Sendable, Equatable {
        /// The words of the JSON form, or the one text of the shell form.
        public let words: [String]
        /// True for the shell form.
        public let isShell: Bool
        /// The heredocs of a RUN.
        public var heredocs: [Dockerfile.Heredoc] = []
    }

    /// RUN.
    public struct Run: Sendable {
        /// The command.
        public let command: CommandLine
        /// The values of `--mount`, in order, variables still in them.
        public let mounts: [String]
        /// `--network`: `default`, `none` or `host`.
        public let network: String?
        /// `--security`: `sandbox` or `insecure`.
        public let security: String?
    }

    /// COPY and ADD.
    public struct Copy: Sendable {
        /// True for ADD.
        public let isAdd: Bool
        /// The sources, heredocs left out.
        public let sources: [String]
        /// The heredocs among the sources: a file of that name and content each.
        public let heredocs: [Dockerfile.Heredoc]
        /// Where to.
        public let target: String
        /// `--from`: a stage, a number, an image or a named context.
        public let from: String?
        /// `--chown`
        public let chown: String?
        /// `--chmod`
        public let chmod: String?
        /// `--link`
        public let isLink: Bool
        /// `--parents`
        public let keepsParents: Bool
        /// `--exclude`, each time it is given.
        public let excludes: [String]
        /// `--checksum` of ADD.
        public let checksum: String?
        /// `--keep-git-dir` of ADD.
        public let keepsGitDirectory: Bool
        /// `--unpack` of ADD; `nil` where it is not given.
        public let unpacks: Bool?
    }

    /// HEALTHCHECK CMD.
    public struct Check: Sendable {
        /// The command.
        public let command: CommandLine
        /// `--interval` in nanoseconds; 0 where it is not given, as for the others.
        public let interval: Int64
        /// `--timeout`
        public let timeout: Int64
        /// `--start-period`
        public let startPeriod: Int64
        /// `--start-interval`
        public let startInterval: Int64
        /// `--retries`
        public let retries: Int
    }
}
