internal import LayArchive
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayWorld

/// RUN.
extension StageBuilder {
    func run(
        _ run: Command.Run, _ mounts: [Command.MountOption],
        _ instruction: Dockerfile.Instruction
    ) throws {
        var step = RunStep(run.command.words)
        var scripts: [StepMount] = []
        if let text = run.command.shellText {
            if let script = run.command.script, script.content.hasPrefix("#!") {
                // As a program of its own, which its first line names the interpreter of.
                scripts.append(try self.script(script))
                step.words = image.config.shell + ["/dev/pipes/\(script.name)"]
            } else {
                step.words = image.config.shell + [text]
            }
        }
        step.proxies = request.proxies
        step.mountsVolumes = request.dialect == .legacy
        if let network = run.network, network != "default" {
            step.sandbox.append(("network", network))
        }
        if run.security == "insecure" { throw ImageError.insecureStep }
        for mount in mounts { try add(mount, to: &step, instruction) }
        step.mounts += scripts
        if builder.isLooking { return }
        let title = title(of: instruction, hidden: step.secrets.map(\.key))
        runWords = step.words
        try self.step(title, instruction.lines) { name, policy in
            let report = builder.report
            step.onOutput = { try? report(.output(name, $0)) }
            return try engine.run(step, on: image, policy)
        }
    }

    /// Where BuildKit mounts the socket of an agent.
    private static let agent = "/run/buildkit/ssh_agent.0"

    /// The file of a script that stands in a heredoc.
    private func script(_ heredoc: Dockerfile.Heredoc) throws -> StepMount {
        var tree = FileTree()
        let node = FileNode(
            .file(FileContents(heredoc.content)), attributes: FileAttributes(mode: 0o755),
            modified: engine.world.now)
        try tree.put(node, at: TreePath("/").appending(name: heredoc.name.utf8))
        return StepMount(
            .files(tree, subpath: .root, key: Digest.of(Array(heredoc.content.utf8))),
            at: "/dev/pipes", isReadOnly: true, description: "script")
    }

    private func add(
        _ mount: Command.MountOption, to step: inout RunStep, _ instruction: Dockerfile.Instruction
    ) throws {
        let directory = TreePath(image.config.workingDirectory)
        func target(_ text: String) throws -> TreePath {
            let path = TreePath(text.utf8, in: directory)
            if path.isRoot { throw ImageError.mountAtRoot() }
            return path
        }
        switch mount.kind {
        case .bind where builder.isLooking, .cache where builder.isLooking:
            _ = try target(mount.target)
        case .secret where builder.isLooking: break
        case .bind:
            let origin = try builder.origin(
                mount.from, at: plan.index, instruction.lines, by: .mount(target: mount.target))
            let (tree, subpath, key) = try part(mount.source, of: origin)
            let place = try target(mount.target)
            var shown = step.shown ?? CopiedFiles()
            shown.add(key.files, below: place)
            step.shown = shown
            if mount.from == nil {
                step.sent = sent(
                    (step.sent?.sources ?? []) + [mount.source.isEmpty ? "/" : mount.source])
            }
            step.mounts.append(
                StepMount(
                    .files(tree, subpath: subpath, key: key.digest), at: place,
                    isReadOnly: mount.isReadOnly,
                    description: "bind" + (mount.isReadOnly ? "" : ",rw")))
        case .cache:
            let place = try target(mount.target)
            let id = mount.id ?? place.description
            let seed = try seed(mount, instruction)
            step.mounts.append(
                StepMount(
                    .cache(id: id, seed: seed), at: place, isReadOnly: mount.isReadOnly,
                    description: "cache,id=\(id),sharing=\((mount.sharing ?? .shared).rawValue)"))
        case .tmpfs:
            step.mounts.append(
                StepMount(
                    .memory(size: mount.size > 0 ? Int(clamping: mount.size) : nil),
                    at: try target(mount.target), isReadOnly: false,
                    description: "tmpfs,size=\(mount.size)"))
        case .secret: try addSecret(mount, target, to: &step)
        case .ssh:
            if mount.isRequired {
                throw ImageError.noAgent(mount.id ?? "default")
            }
            let place = mount.target.isEmpty ? Self.agent : mount.target
            step.mounts.append(
                StepMount(
                    .absent, at: try target(place), isReadOnly: true,
                    description: "ssh,id=\(mount.id ?? "default")"))
            step.proxies.append(("SSH_AUTH_SOCK", place))
        }
    }

    private func addSecret(
        _ mount: Command.MountOption, _ target: (String) throws -> TreePath, to step: inout RunStep
    ) throws {
        let id = mount.id ?? String(mount.target.split(separator: "/").last ?? "")
        let place = try target(mount.target.isEmpty ? "/run/secrets/\(id)" : mount.target)
        let description =
            "secret,id=\(id),mode=\(String(mount.mode ?? 0o400, radix: 8)),uid=\(mount.uid ?? 0),"
            + "gid=\(mount.gid ?? 0)" + (mount.isRequired ? ",required" : "")
        guard let secret = request.secrets.last(where: { $0.id == id }) else {
            if mount.isRequired { throw ImageError.noSecret(id) }
            if let variable = mount.variable { step.secrets.append((variable, "")) }
            if mount.variable == nil || !mount.target.isEmpty {
                step.mounts.append(
                    StepMount(.absent, at: place, isReadOnly: true, description: description))
            }
            return
        }
        if let variable = mount.variable {
            step.secrets.append((variable, String(decoding: secret.bytes, as: UTF8.self)))
            if mount.target.isEmpty { return }
        }
        step.mounts.append(
            StepMount(
                .secret(
                    secret.bytes, mode: UInt16(truncatingIfNeeded: mount.mode ?? 0o400),
                    uid: mount.uid ?? 0, gid: mount.gid ?? 0),
                at: place, isReadOnly: true, description: description))
    }

    /// The files that a cache begins with.
    private func seed(
        _ mount: Command.MountOption, _ instruction: Dockerfile.Instruction
    ) throws -> FileTree {
        var tree = FileTree()
        if let from = mount.from {
            let origin = try builder.origin(
                from, at: plan.index, instruction.lines, by: .mount(target: mount.target))
            tree = try part(mount.source, of: origin).tree
        } else {
            try tree.setAttributes(of: .root) {
                $0.mode = UInt16(truncatingIfNeeded: mount.mode ?? 0o755)
                ($0.uid, $0.gid) = (mount.uid ?? 0, mount.gid ?? 0)
            }
        }
        return tree
    }

    /// What lies at a path of an origin, as a tree and the place in it, and the key of its content.
    private func part(_ source: String, of origin: any CopyOrigin) throws -> (
        tree: FileTree, subpath: TreePath, key: ContentKey
    ) {
        let path = TreePath(source.isEmpty ? "/" : source)
        guard let entry = try origin.entry(at: path, follow: true) else {
            throw ImageError.noMountSource(path)
        }
        if entry.node.kind == .directory {
            let tree = try origin.tree(at: path)
            return (tree, .root, try ContentKey(tree, contents: request.digest))
        }
        var tree = FileTree()
        let name = TreePath("/file")
        try tree.put(entry.node, at: name)
        return (tree, name, try ContentKey(tree, contents: request.digest))
    }
}
