// A KMS v2 plugin for the bench, in the place of Azure/kubernetes-kms: its flags, its health check, the same gRPC service.
// What is a key in a vault there is here AES-GCM with a key made of the key's address, so that one version of it reads
// nothing of another's.
package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	"google.golang.org/grpc"
	kms "k8s.io/kms/apis/v2"
)

type plugin struct {
	kms.UnimplementedKeyManagementServiceServer
	id   string
	aead cipher.AEAD
}

func newPlugin(address string) (*plugin, error) {
	key := sha256.Sum256([]byte(address))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	// As the real one has it: the hash of the key's address is the id.
	return &plugin{id: fmt.Sprintf("%x", sha256.Sum256([]byte(address))), aead: aead}, err
}

func (p *plugin) Status(context.Context, *kms.StatusRequest) (*kms.StatusResponse, error) {
	return &kms.StatusResponse{Version: "v2", Healthz: "ok", KeyId: p.id}, nil
}

func (p *plugin) Encrypt(_ context.Context, request *kms.EncryptRequest) (*kms.EncryptResponse, error) {
	nonce := make([]byte, p.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return &kms.EncryptResponse{Ciphertext: p.aead.Seal(nonce, nonce, request.Plaintext, nil), KeyId: p.id}, nil
}

func (p *plugin) Decrypt(_ context.Context, request *kms.DecryptRequest) (*kms.DecryptResponse, error) {
	if request.KeyId != p.id {
		return nil, fmt.Errorf("key id %s is not %s", request.KeyId, p.id)
	}
	if len(request.Ciphertext) < p.aead.NonceSize() {
		return nil, errors.New("too short")
	}
	nonce, sealed := request.Ciphertext[:p.aead.NonceSize()], request.Ciphertext[p.aead.NonceSize():]
	plain, err := p.aead.Open(nil, nonce, sealed, nil)
	return &kms.DecryptResponse{Plaintext: plain}, err
}

func main() {
	listen := flag.String("listen-addr", "", "")
	vault := flag.String("keyvault-name", "", "")
	key := flag.String("key-name", "", "")
	version := flag.String("key-version", "", "")
	config := flag.String("config-file-path", "", "")
	health := flag.Uint("healthz-port", 8787, "")
	metrics := flag.String("metrics-addr", "8095", "")
	flag.Parse()
	if _, err := os.ReadFile(*config); err != nil {
		log.Fatal(err)
	}
	if *vault == "" || *key == "" || *version == "" {
		log.Fatal("key vault name, key name and key version are required")
	}
	// It serves nothing there, but two plugins must not ask for one port.
	held, err := net.Listen("tcp", ":"+*metrics)
	if err != nil {
		log.Fatal(err)
	}
	defer held.Close()

	plugin, err := newPlugin(fmt.Sprintf("https://%s.vault.azure.net/keys/%s/%s", *vault, *key, *version))
	if err != nil {
		log.Fatal(err)
	}
	path := strings.TrimPrefix(*listen, "unix://")
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		log.Fatal(err)
	}
	socket, err := net.Listen("unix", path)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/healthz", func(answer http.ResponseWriter, _ *http.Request) { fmt.Fprint(answer, "ok") })
	go func() { log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", *health), nil)) }()
	server := grpc.NewServer()
	kms.RegisterKeyManagementServiceServer(server, plugin)
	log.Printf("version %s listens on %s", *version, path)
	log.Fatal(server.Serve(socket))
}
