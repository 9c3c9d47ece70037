extension Dockerfile {
    /// Puts variables into a word of the file: a base, a platform, the default of an argument.
    ///
    /// - Throws: `DockerfileError` at the lines for what cannot be expanded.
    public func expand(
        _ text: String, at lines: ClosedRange<Int>, _ lookup: (String) -> String?
    ) throws(DockerfileError) -> WordExpansion.Expanded {
        do throws(ExpansionError) {
            return try WordExpansion(escape: escape).word(text, lookup)
        } catch {
            throw DockerfileError(Fault(error), file: name, lines: lines, of: self.lines)
        }
    }
}
