package import LayArchive
internal import LayFiles
internal import LayImages

/// `docker inspect` of a container: the fields of moby's ContainerJSON, with their names and types.
extension Inspection {
    /// What Docker shows for a time that never was.
    private static let never = "0001-01-01T00:00:00Z"

    package static func container(_ container: Container) -> JSONObject {
        let directory = "/var/lib/docker/containers/\(container.id)"
        return [
            "Id": .string(container.id), "Created": .string(Timestamp.text(container.created)),
            "Path": .string(container.settings.command.first ?? ""),
            "Args": strings(Array(container.settings.command.dropFirst())),
            "State": .object(state(container)),
            "Image": .string(container.image.id.description),
            "ResolvConfPath": .string("\(directory)/resolv.conf"),
            "HostnamePath": .string("\(directory)/hostname"),
            "HostsPath": .string("\(directory)/hosts"),
            "LogPath": .string("\(directory)/\(container.id)-json.log"),
            "Name": .string("/\(container.name)"),
            "RestartCount": .int(Int64(container.life.restartCount)), "Driver": .string("lay"),
            "Platform": .string(container.image.platform.os), "MountLabel": .string(""),
            "ProcessLabel": .string(""), "AppArmorProfile": .string(""), "ExecIDs": .null,
            "HostConfig": .object(hostConfig(container)),
            "GraphDriver": .object(["Data": .null, "Name": .string("lay")]),
            "Mounts": .array(mounts(container)),
            "Config": .object(config(container)),
            "NetworkSettings": .object(networkSettings),
        ]
    }

    private static func time(_ seconds: Int?) -> JSONValue {
        .string(seconds.map { Timestamp.text($0) } ?? never)
    }

    private static func strings(_ values: [String]) -> JSONValue {
        .array(values.map { .string($0) })
    }

    private static func state(_ container: Container) -> JSONObject {
        let isAlive = container.life.state == .running || container.life.state == .paused
        var result: JSONObject = [
            "Status": .string(container.life.state.rawValue), "Running": .bool(isAlive),
            "Paused": .bool(container.life.state == .paused), "Restarting": .bool(false),
            "OOMKilled": .bool(false), "Dead": .bool(false),
            "Pid": .int(isAlive ? Int64(container.number) + 1000 : 0),
            "ExitCode": .int(Int64(container.life.status ?? 0)),
            "Error": .string(container.life.startError),
            "StartedAt": time(container.life.started),
            "FinishedAt": time(
                isAlive && container.life.finished == nil ? nil : container.life.finished),
        ]
        if let health = container.life.health {
            result["Health"] = .object([
                "Status": .string(health.status.rawValue),
                "FailingStreak": .int(Int64(health.failingStreak)),
                "Log": .array(
                    health.log.map { probe in
                        .object([
                            "Start": time(probe.time), "End": time(probe.time),
                            "ExitCode": .int(Int64(probe.status)),
                            "Output": .string(probe.output),
                        ])
                    }),
            ])
        }
        return result
    }

    private static func config(_ container: Container) -> JSONObject {
        let image = container.image.config
        var result: JSONObject = [
            "Hostname": .string(container.settings.hostname), "Domainname": .string(""),
            "User": .string(container.settings.user), "AttachStdin": .bool(false),
            "AttachStdout": .bool(true), "AttachStderr": .bool(true),
        ]
        if let ports = image[parameter: "ExposedPorts"] { result["ExposedPorts"] = ports }
        let isWithout = container.settings.arguments.isEmpty
        let rest: JSONObject = [
            "Tty": .bool(false), "OpenStdin": .bool(false), "StdinOnce": .bool(false),
            "Env": strings(container.settings.environment),
            "Cmd": isWithout ? .null : strings(container.settings.arguments),
        ]
        for (key, value) in rest.entries { result[key] = value }
        for key in ["Healthcheck", "ArgsEscaped"] {
            if let value = image[parameter: key] { result[key] = value }
        }
        var labels = image[parameter: "Labels"]?.object ?? JSONObject()
        for (key, value) in container.settings.labels { labels[key] = .string(value) }
        let end: JSONObject = [
            "Image": .string(container.imageName),
            "Volumes": declaredVolumes(container),
            "WorkingDir": .string(container.settings.workingDirectory),
            "Entrypoint": container.settings.entrypoint.isEmpty
                ? .null : strings(container.settings.entrypoint),
            "OnBuild": image[parameter: "OnBuild"] ?? .null, "Labels": .object(labels),
            "StopSignal": .string(
                container.settings.stopSignal ?? Container.Settings.defaultStopSignal),
        ]
        for (key, value) in end.entries { result[key] = value }
        if let shell = image[parameter: "Shell"] { result["Shell"] = shell }
        return result
    }

    /// What Docker shows of a container without special wishes, and this one's wishes.
    private static func hostConfig(_ container: Container) -> JSONObject {
        hostMounts(container).merging([
            "ContainerIDFile": .string(""),
            "LogConfig": .object(["Type": .string("json-file"), "Config": .object([:])]),
            "NetworkMode": .string("none"), "PortBindings": .object([:]),
            "RestartPolicy": .object([
                "Name": .string(container.settings.restartPolicy.name),
                "MaximumRetryCount": .int(Int64(container.settings.restartPolicy.retries)),
            ]),
            "AutoRemove": .bool(container.settings.removesItself), "VolumeDriver": .string(""),
            "VolumesFrom": .null, "CapAdd": .null, "CapDrop": .null, "Dns": .array([]),
            "DnsOptions": .array([]), "DnsSearch": .array([]), "ExtraHosts": .null,
            "GroupAdd": .null, "IpcMode": .string("private"), "Cgroup": .string(""),
            "Links": .null, "OomScoreAdj": .int(0), "PidMode": .string(""),
            "Privileged": .bool(false), "PublishAllPorts": .bool(false),
            "ReadonlyRootfs": .bool(container.settings.isReadOnly), "SecurityOpt": .null,
            "UTSMode": .string(""), "UsernsMode": .string(""), "ShmSize": .int(67_108_864),
            "Runtime": .string("lay"), "Isolation": .string(""), "CpuShares": .int(0),
            "Memory": .int(0), "NanoCpus": .int(0),
        ])
    }

    private static var networkSettings: JSONObject {
        [
            "Bridge": .string(""), "SandboxID": .string(""), "SandboxKey": .string(""),
            "Ports": .object([:]), "HairpinMode": .bool(false), "EndpointID": .string(""),
            "Gateway": .string(""), "IPAddress": .string(""), "IPPrefixLen": .int(0),
            "IPv6Gateway": .string(""), "MacAddress": .string(""), "Networks": .object([:]),
        ]
    }
}
