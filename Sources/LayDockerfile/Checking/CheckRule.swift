extension DockerfileCheck {
    /// A rule of `docker build --check`.
    public enum Rule: String, Sendable, CaseIterable {
        /// Stage names are in lower case.
        case stageNameCasing = "StageNameCasing"
        /// `as` matches the case of `from`.
        case fromAsCasing = "FromAsCasing"
        /// No blank line stands in a continued line.
        case noEmptyContinuation = "NoEmptyContinuation"
        /// All words have one case.
        case consistentInstructionCasing = "ConsistentInstructionCasing"
        /// No two stages have one name.
        case duplicateStageName = "DuplicateStageName"
        /// No stage is called `scratch` or `context`.
        case reservedStageName = "ReservedStageName"
        /// CMD and ENTRYPOINT are in JSON form.
        case jsonArgsRecommended = "JSONArgsRecommended"
        /// MAINTAINER is not used.
        case maintainerDeprecated = "MaintainerDeprecated"
        /// FROM uses declared arguments.
        case undefinedArgInFrom = "UndefinedArgInFrom"
        /// The first WORKDIR is absolute.
        case workdirRelativePath = "WorkdirRelativePath"
        /// Variables are defined before they are used.
        case undefinedVar = "UndefinedVar"
        /// CMD, ENTRYPOINT and HEALTHCHECK stand once in a stage.
        case multipleInstructionsDisallowed = "MultipleInstructionsDisallowed"
        /// ENV and LABEL have `=`.
        case legacyKeyValueFormat = "LegacyKeyValueFormat"
        /// A base is made for the platform that is built for.
        case invalidBaseImagePlatform = "InvalidBaseImagePlatform"
        /// FROM does not name the platform that it has anyway.
        case redundantTargetPlatform = "RedundantTargetPlatform"
        /// No secrets in ARG and ENV.
        case secretsUsedInArgOrEnv = "SecretsUsedInArgOrEnv"
        /// A base has a name when no arguments are given.
        case invalidDefaultArgInFrom = "InvalidDefaultArgInFrom"
        /// FROM does not name a platform by its constant name.
        case fromPlatformFlagConstDisallowed = "FromPlatformFlagConstDisallowed"
        /// COPY and ADD name no file that is ignored.
        case copyIgnoredFile = "CopyIgnoredFile"
        /// A comment above ARG and FROM describes it.
        case invalidDefinitionDescription = "InvalidDefinitionDescription"
        /// A protocol of EXPOSE is in lower case.
        case exposeProtoCasing = "ExposeProtoCasing"
        /// EXPOSE names no address and no port of the host.
        case exposeInvalidFormat = "ExposeInvalidFormat"

        /// True for a rule that is looked at only where the file asks for it.
        public var isExperimental: Bool {
            self == .copyIgnoredFile || self == .invalidDefinitionDescription
        }

        /// Where Docker explains the rule; `nil` where it names no page.
        public var url: String? {
            if self == .invalidBaseImagePlatform { return nil }
            return "https://docs.docker.com/go/dockerfile/rule/\(page)/"
        }

        /// The name in small letters with hyphens; a row of capitals is one word.
        private var page: String {
            var text = ""
            let letters = Array(rawValue.unicodeScalars)
            for (index, letter) in letters.enumerated() {
                let isCapital = letter.properties.isUppercase
                let isInRow =
                    index == 0
                    || letters[index - 1].properties.isUppercase
                        && (index + 1 == letters.count || letters[index + 1].properties.isUppercase)
                if isCapital, !isInRow { text += "-" }
                text += letter.properties.lowercaseMapping
            }
            return text
        }

        /// What the rule asks for, in one sentence.
        public var title: String {
            switch self {
            case .stageNameCasing: "Stage names should be lowercase"
            case .fromAsCasing:
                "The 'as' keyword should match the case of the 'from' keyword"
            case .noEmptyContinuation:
                "Empty continuation lines will become errors in a future release"
            case .consistentInstructionCasing:
                "All commands within the Dockerfile should use the same casing "
                    + "(either upper or lower)"
            case .duplicateStageName: "Stage names should be unique"
            case .reservedStageName: "Reserved words should not be used as stage names"
            case .jsonArgsRecommended:
                "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior "
                    + "related to OS signals"
            case .maintainerDeprecated:
                "The MAINTAINER instruction is deprecated, use a label instead to define an "
                    + "image author"
            case .undefinedArgInFrom: "FROM command must use declared ARGs"
            case .workdirRelativePath:
                "Relative workdir without an absolute workdir declared within the build can "
                    + "have unexpected results if the base image changes"
            case .undefinedVar: "Variables should be defined before their use"
            case .multipleInstructionsDisallowed:
                "Multiple instructions of the same type should not be used in the same stage"
            case .legacyKeyValueFormat:
                "Legacy key/value format with whitespace separator should not be used"
            case .invalidBaseImagePlatform:
                "Base image platform does not match expected target platform"
            case .redundantTargetPlatform:
                "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is "
                    + "the default behavior"
            case .secretsUsedInArgOrEnv:
                "Sensitive data should not be used in the ARG or ENV commands"
            case .invalidDefaultArgInFrom:
                "Default value for global ARG results in an empty or invalid base image name"
            case .fromPlatformFlagConstDisallowed:
                "FROM --platform flag should not use a constant value"
            case .copyIgnoredFile:
                "Attempting to Copy file that is excluded by .dockerignore"
            case .invalidDefinitionDescription:
                "Comment for build stage or argument should follow the format: "
                    + "`# <arg/stage name> <description>`. If this is not intended to be a "
                    + "description comment, add an empty line or comment between the instruction "
                    + "and the comment."
            case .exposeProtoCasing: "Protocol in EXPOSE instruction should be lowercase"
            case .exposeInvalidFormat:
                "IP address and host-port mapping should not be used in EXPOSE instruction. "
                    + "This will become an error in a future release"
            }
        }
    }
}
