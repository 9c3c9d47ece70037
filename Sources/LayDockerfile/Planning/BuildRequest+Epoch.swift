internal import LayArchive
internal import LayFiles
internal import LayImages

extension BuildRequest {
    /// The name of the argument that dates what is built.
    public static let epochName = "SOURCE_DATE_EPOCH"

    /// The seconds since 1970 that `SOURCE_DATE_EPOCH` says, if that argument was given
    /// (reproducible-builds.org/specs/source-date-epoch).
    ///
    /// - Throws: `DockerfileError` for a value that is no number, or that no date has.
    public var epoch: Int? {
        get throws(DockerfileError) {
            guard let text = argument(Self.epochName), !text.isEmpty else { return nil }
            guard let seconds = Int64(text) else { throw epochFault(text) }
            guard let seconds = Int(exactly: seconds), Self.years.contains(seconds) else {
                throw DockerfileError(
                    "failed to marshal image config: json: error calling MarshalJSON for type *time.Time: year outside of range [0,9999]",
                    file: file.name, lines: nil, help: Self.epochHelp)
            }
            return seconds
        }
    }

    /// The years 1 to 9999, which a configuration can write.
    private static let years = -62_135_596_800...253_402_300_799

    private static let epochHelp =
        "it counts seconds since 1970, as in SOURCE_DATE_EPOCH=$(git log -1 --pretty=%ct)"

    private func epochFault(_ text: String) -> DockerfileError {
        let digits = text.drop { $0 == "-" || $0 == "+" }
        let isNumber =
            text.count - digits.count < 2 && !digits.isEmpty
            && digits.utf8.allSatisfy { (48...57).contains($0) }
        let reason = isNumber ? "value out of range" : "invalid syntax"
        return DockerfileError(
            "invalid SOURCE_DATE_EPOCH: \(text): strconv.ParseInt: parsing \(text.goQuoted): \(reason)",
            file: file.name, lines: nil, help: Self.epochHelp)
    }
}
