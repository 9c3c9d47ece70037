internal import LayArchive
internal import LayFiles
internal import LayImages

/// What `inspect` shows: Docker's shape and field names.
enum Inspection {
    static func image(_ image: Image, tags: [String]) -> JSONObject {
        [
            "Id": .string(image.id.description), "RepoTags": .array(tags.map { .string($0) }),
            "Created": image.config["created"] ?? .string(Timestamp.text(0)),
            "Author": image.config["author"] ?? .string(""),
            "Architecture": .string(image.platform.architecture),
            "Os": .string(image.platform.os), "Size": .int(Int64(image.size)),
            "Config": .object(image.config.parameters),
            "RootFS": .object([
                "Type": .string("layers"),
                "Layers": .array(image.config.diffIDs.map { .string($0.description) }),
            ]),
        ]
    }

    static func container(
        _ container: Container, volumes: VolumeTable,
        driverRoot: String = "/var/lib/docker/volumes"
    ) -> JSONObject {
        let isRunning = container.state == .running || container.state == .paused
        return [
            "Id": .string(container.id), "Created": .string(Timestamp.text(container.created)),
            "Path": .string(container.command.first ?? ""),
            "Args": .array(container.command.dropFirst().map { .string($0) }),
            "State": .object([
                "Status": .string(container.state.rawValue), "Running": .bool(isRunning),
                "Paused": .bool(container.state == .paused), "Restarting": .bool(false),
                "OOMKilled": .bool(false),
                "Dead": .bool(false), "Pid": .int(isRunning ? 1 : 0),
                "ExitCode": .int(Int64(container.status ?? 0)),
                "Error": .string(""),
            ]),
            "Image": .string(container.image.id.description), "Name": .string("/\(container.name)"),
            "RestartCount": .int(0), "Driver": .string("lay"),
            "Platform": .string(container.image.platform.os),
            "HostConfig": .object(
                hostMounts(container).merging([
                    "RestartPolicy": .object([
                        "Name": .string(container.restartPolicy), "MaximumRetryCount": .int(0),
                    ]),
                    "AutoRemove": .bool(container.removesItself),
                    "ReadonlyRootfs": .bool(container.isReadOnly),
                ])),
            "GraphDriver": .object(["Name": .string("lay"), "Data": .null]),
            "Mounts": .array(mounts(container)),
            "Config": .object([
                "Hostname": .string(container.hostname), "User": .string(container.user),
                "Env": .array(container.environment.map { .string($0) }),
                "Cmd": .array(
                    container.command.dropFirst(container.entrypoint.count).map { .string($0) }),
                "Image": .string(container.imageName),
                "WorkingDir": .string(container.workingDirectory),
                "Entrypoint": container.entrypoint.isEmpty
                    ? .null : .array(container.entrypoint.map { .string($0) }),
                "Labels": .object(object(container.labels)),
                "StopSignal": .string(container.stopSignal),
            ]),
        ]
    }

    static func object(_ pairs: [(key: String, value: String)]) -> JSONObject {
        var result = JSONObject()
        for (key, value) in pairs { result[key] = .string(value) }
        return result
    }
}
