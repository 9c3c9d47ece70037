public import LayArchive
public import LayFiles
public import LayImages
public import LayWorld

extension ContainerEngine {
    /// COPY and ADD as a step of a build: sources that were found are put into an image, unless the
    /// cache has it.
    ///
    /// - Parameters:
    ///   - line: what the history says.
    ///   - sent: what left files out before, for whoever asks why the step was made.
    ///   - contents: gives the digest of a file's bytes, read or known.
    ///   - onWarnings: gets what is done and yet not what somebody will have meant.
    /// - Throws: as `ResolvedCopy.apply`, and what `contents` throws.
    public func copy(
        _ copy: ResolvedCopy, line: String, on image: Image, _ policy: StepPolicy = StepPolicy(),
        sent: SentFiles? = nil,
        contents: (FileContents) throws -> Digest = { try Digest.of($0) },
        onWarnings: ([String]) throws -> Void = { _ in }
    ) throws -> StepResult {
        var inputs = try inputs(of: copy, on: image, contents)
        if let sent { inputs.setSent(sent) }
        let result = try step(inputs, on: image, line: line, policy) {
            let outcome = try copy.apply(
                to: image.tree, workingDirectory: TreePath(image.config.workingDirectory))
            try onWarnings(outcome.warnings)
            return (outcome.tree, nil)
        }
        if !copy.step.isIndependent { return result }
        // The files are those below and the copied ones, whatever the step itself depends on.
        let files = Digest.of(Array("\(try image.filesKey()) \(result.key)".utf8))
        return StepResult(
            image: result.image.made(byStep: files), inputs: result.inputs, key: result.key,
            origin: result.origin, output: nil, source: result.source)
    }

    /// What COPY depends on (moby/buildkit, solver/llbsolver/ops/file.go, CacheMap): with `--link` not
    /// on the files below.
    private func inputs(
        of copy: ResolvedCopy, on image: Image, _ contents: (FileContents) throws -> Digest
    ) throws -> StepInputs {
        let step = copy.step
        var inputs = StepInputs(step.isAdd ? "ADD" : "COPY")
        if !step.isIndependent { inputs.add(.parent, try image.filesKey().description) }
        for (index, source) in step.sources.enumerated() {
            inputs.add(.source, "\(index)", source.baseName)
        }
        let target = TreePath(step.target.utf8, in: TreePath(image.config.workingDirectory))
        inputs.add(.target, "\(target)" + (step.target.hasSuffix("/") ? "/" : ""))
        if let chown = step.chown, !chown.isEmpty {
            inputs.add(.flag, "--chown", chown)
            // Names mean what the image's files say.
            if CopyOwner.hasNames(chown) {
                for path in ["/etc/passwd", "/etc/group"] {
                    guard
                        case .file(let accounts)? = try? image.tree.entry(at: TreePath(path)).node
                            .body
                    else { continue }
                    inputs.add(.accounts, path, try contents(accounts).description)
                }
            }
        }
        if let mode = step.chmod { inputs.add(.flag, "--chmod", "\(mode)") }
        if step.isIndependent { inputs.add(.flag, "--link", "true") }
        if step.keepsParents { inputs.add(.flag, "--parents", "true") }
        for (index, text) in step.excludes.enumerated() {
            inputs.add(.flag, "--exclude \(index)", text)
        }
        if let unpacks = step.unpacks { inputs.add(.flag, "--unpack", "\(unpacks)") }
        var digests: [Digest] = []
        let digest = try copy.inputDigest { bytes in
            let digest = try contents(bytes)
            digests.append(digest)
            return digest
        }
        inputs.add(.content, digest.description)
        inputs.setFiles(copy, digests: digests)
        return inputs
    }
}

extension CopySource {
    /// The last name of a source, which its step's key tells.
    fileprivate var baseName: String {
        switch self {
        case .path(let text): text.split(separator: "/").last.map(String.init) ?? "/"
        case .text(let name, _), .fetched(let name, _, _): name
        case .tree: ""
        }
    }
}
