internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func installContainerProperties() {
        func read(_ name: String, _ body: @escaping (Container) throws -> Value) {
            property(container, name) { [unowned self] (handle: ContainerHandle) in
                guard let container = world.state.containers[handle.id] else {
                    throw LayError(.notFound, "the container \(handle.id.prefix(12)) is gone")
                }
                return try body(container)
            }
        }
        read("id") { [unowned self] in value($0.id) }
        read("name") { [unowned self] in value($0.name) }
        read("image") { [unowned self] in value($0.image) }
        read("state") { [unowned self] in value($0.life.state.rawValue) }
        read("status") { $0.life.status.map { .int($0) } ?? .nil }
        read("created") { .int($0.created) }
        read("health") { [unowned self] container in
            container.life.health.map { value($0.status.rawValue) } ?? .nil
        }
        read("labels") { [unowned self] in map($0.settings.labels) }
        read("fs") { [unowned self] in value($0.tree) }
        read("layer") { [unowned self] in
            value(Layer(try $0.changes(), createdBy: "container \($0.name)"))
        }
        read("mounts") { [unowned self] container in
            value(Inspection.container(container)["Mounts"] ?? .null)
        }
        method(container, "inspect") { [unowned self] (handle: ContainerHandle, _) in
            value(.object(Inspection.container(try world.container(handle.id))))
        }
        method(container, "diff") { [unowned self] (handle: ContainerHandle, _) in
            vm.list(try world.container(handle.id).diff().map { vm.object(Box($0), difference) })
        }
        property(difference, "kind") { [unowned self] (entry: (kind: String, path: TreePath)) in
            value(entry.kind)
        }
        property(difference, "path") { [unowned self] (entry: (kind: String, path: TreePath)) in
            value(entry.path.description)
        }
        difference.row = { [unowned self] _, value in
            let entry: (kind: String, path: TreePath)? = content(value)
            return entry.map { [$0.kind, $0.path.description] } ?? []
        }
        difference.display = { [unowned self] _, value, _ in
            let entry: (kind: String, path: TreePath)? = content(value)
            return entry.map { "\($0.kind) \($0.path)" } ?? ""
        }
    }
}
